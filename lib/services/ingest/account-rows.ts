import { identifierKey, phoneKey } from '@/lib/core/identifier'
import { stableId } from './bulk'
import type { AccountRecord } from './schema'

export type PlacedAccount = Omit<AccountRecord, 'environment'> & { environment: string }

export const directoryIdOf = (directory: string) => stableId('directory', directory)

/** A user's record as a row. What the record leaves out is not set. */
export function toAccountRow(account: PlacedAccount, directoryId: string) {
  const shownName = account.name || account.username || account.email || account.id
  return {
    id: stableId('account', account.directory, account.id),
    directory_id: directoryId,
    external_id: account.id,
    environment: account.environment,
    email: account.email,
    email_key: identifierKey(account.email),
    username: account.username || null,
    name: shownName,
    name_key: identifierKey(shownName),
    phone: account.phone || null,
    phone_key: account.phone ? phoneKey(account.phone) : null,
    team: account.team || null,
    is_active: account.isActive,
    locked_until: account.lockedUntil ?? null,
    lock_reason: account.lockReason ?? null,
    deleted_at: account.deletedAt ?? null,
    suspended_at: account.suspendedAt ?? null,
    suspended_reason: account.suspendedReason ?? null,
    expires_at: account.expiresAt ?? null,
    email_verified_at: account.emailVerifiedAt ?? null,
    onboarding_completed_at: account.onboardingCompletedAt ?? null,
    password_changed_at: account.passwordChangedAt ?? null,
    password_hash_algorithm: account.passwordHashAlgorithm ?? null,
    password_hash_params: account.passwordHashParams ?? null,
    password_reset_required: account.passwordResetRequired,
    last_login_at: account.lastLoginAt ?? null,
    failed_attempts: account.failedAttempts,
    mfa_required: account.mfaRequired,
    privileged: account.privileged,
    groups: account.groups,
    created_at: account.createdAt ?? null,
  }
}

import type { Gate } from './define'
import type { RecordState } from './state'
import { blockAddress, quote, when } from './words'

export type GateName = 'deleted' | 'disabled' | 'suspended' | 'expired' | 'unverified' | 'onboarding' | 'block' | 'lock' | 'hash' | 'reset_due'

const found = (name: GateName, closed: boolean, label: string, because: string): (Gate & { name: GateName })[] => (closed ? [{ name, label, because }] : [])

/** Whether a lock after failed tries is in force now. */
export const isLocked = ({ account, now }: RecordState) => account.lockedUntil !== null && account.lockedUntil > now
export const isExpired = ({ account, now }: RecordState) => account.expiresAt !== null && account.expiresAt <= now
export const hashUnreadable = ({ account, verifiers }: RecordState) =>
  account.passwordHashAlgorithm !== null && verifiers !== null && !verifiers.includes(account.passwordHashAlgorithm.toLowerCase())

/** Every gate of the record that keeps the person out now, in the order in which a sign-in meets them. */
export function closedGates(state: RecordState): (Gate & { name: GateName; id?: string })[] {
  const { account } = state
  return [
    ...state.blocks.map((block) => ({
      name: 'block' as const,
      id: block.id,
      label: block.address ? 'Address block' : 'Account block',
      because: `${block.address ? blockAddress(block.address) : 'This account'} is blocked by ${quote(block.rule)}${block.expiresAt ? ` until ${when(block.expiresAt)}` : ''}.`,
    })),
    ...found('deleted', account.deletedAt !== null, 'Deleted', 'The record is deleted. No recovery here brings it back.'),
    ...found('disabled', !account.isActive, 'Disabled', 'The account is switched off.'),
    ...found('suspended', account.suspendedAt !== null, 'Suspended', `Suspended: ${quote(account.suspendedReason ?? 'no reason is recorded')}.`),
    ...found('expired', isExpired(state), 'Expired', `Its validity ended on ${account.expiresAt ? when(account.expiresAt) : ''}.`),
    ...found('unverified', account.emailVerifiedAt === null, 'E-mail not verified', 'The verification link was never used.'),
    ...found('onboarding', account.onboardingCompletedAt === null, 'Onboarding open', 'The person must finish setting up the account.'),
    ...found('lock', isLocked(state), 'Soft lock', `Locked until ${account.lockedUntil ? when(account.lockedUntil) : ''}.`),
    ...found('hash', hashUnreadable(state), 'Password', `The sign-in reads ${state.verifiers?.join(', ')}; this password is stored as ${account.passwordHashAlgorithm}. It stays refused until a reset or a fix.`),
    ...found('reset_due', account.passwordResetRequired, 'Password change due', 'A new password is asked for at the next sign-in.'),
  ]
}

/** The gates that stay closed once those named are open. */
export function gatesAfter(state: RecordState, opened: readonly GateName[], blockId: string | null = null): Gate[] {
  return closedGates(state)
    .filter((gate) => (gate.name === 'block' ? gate.id !== blockId : !opened.includes(gate.name)))
    .map(({ label, because }) => ({ label, because }))
}

import { defineRecovery, type Preview } from './define'
import { gatesAfter, isLocked } from './gates'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import type { RecordState } from './state'
import { HARD_LIMIT, quote, when } from './words'

/** Reasons that speak of a person's decision or of an attack: no soft lock, so not for an unlock. */
const HOLD = /fraud|compromis|takeover|breach|abuse|legal|investigat|administrator|security/i

function refusal(state: RecordState): string | null {
  const { account } = state
  if (!isLocked(state)) return account.lockedUntil ? 'The lock has ended by itself' : 'Not locked'
  if (account.deletedAt) return 'The account is deleted'
  if (account.failedAttempts >= HARD_LIMIT) return `${account.failedAttempts} failures in a row: the password must be set anew, not unlocked`
  if (account.lockReason && HOLD.test(account.lockReason)) return `Held, not soft-locked: ${quote(account.lockReason)}`
  return null
}

export default defineRecovery({
  action: 'unlock_account',
  title: 'Unlock account',
  verb: 'Unlock',
  consequence: 'They can try again at once with the password that they have. Suspensions and other holds stay.',
  undo: 'The lock comes back by itself after the same number of failures.',
  told: 'You can try to sign in again now.',
  subject: 'account',
  bulk: 'fault',
  subjects: () => [],
  preview(state, subjectId): Preview {
    const { account } = state
    const no = refusal(state)
    if (no || !account.lockedUntil) return cannotDo(state, subjectId, no ?? 'Not locked', gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: `Locked until ${when(account.lockedUntil)}`,
      effects: [
        { label: 'Soft lock', before: `until ${when(account.lockedUntil)}`, after: 'none' },
        { label: 'Failed tries', before: String(account.failedAttempts), after: '0' },
      ],
      stillBlocked: gatesAfter(state, ['lock']),
      afterwards: ['Password, factors and sessions stay as they are.'],
      depends: account.lockReason,
    })
  },
  async run(tx, { account, now, ...state }) {
    await tx.account.update({ where: { id: account.id }, data: { lockedUntil: null, lockReason: null, failedAttempts: 0, updatedAt: now }, select: { id: true } })
    return [tell({ account, now, ...state }, 'notice', 'Your account was unlocked', ['Support has ended the lock that followed several failed sign-ins. Nothing else about your account was changed.'])]
  },
  examples: [
    { name: 'locked after five tries', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), lockReason: '5 failed tries', failedAttempts: 5 } }, possible: true, changes: ['account.locked_until', 'account.lock_reason', 'account.failed_attempts'], stillBlocked: [] },
    { name: 'locked and suspended: suspended it stays', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 3, suspendedAt: new Date(0), suspendedReason: 'Unpaid' } }, possible: true, changes: ['account.locked_until', 'account.failed_attempts'], stillBlocked: ['Suspended'] },
    { name: 'locked and switched off', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 3, isActive: false } }, possible: true, changes: ['account.locked_until', 'account.failed_attempts'], stillBlocked: ['Disabled'] },
    { name: 'locked, expired, unverified', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 3, expiresAt: new Date(0), emailVerifiedAt: null } }, possible: true, changes: ['account.locked_until', 'account.failed_attempts'], stillBlocked: ['Expired', 'E-mail not verified'] },
    { name: 'locked, with a hash that the sign-in cannot read', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 3, passwordHashAlgorithm: 'argon2id' }, verifiers: 'bcrypt,scrypt' }, possible: true, changes: ['account.locked_until', 'account.failed_attempts'], stillBlocked: ['Password'] },
    { name: 'locked, and its address blocked', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 3 }, block: { kind: 'cidr', address: '203.0.113.0/24', met: true } }, possible: true, changes: ['account.locked_until', 'account.failed_attempts'], stillBlocked: ['Address block'] },
    { name: 'not locked', state: {}, possible: 'Not locked' },
    { name: 'the lock has ended', state: { account: { lockedUntil: new Date('2026-11-24T11:30:00Z'), failedAttempts: 5 } }, possible: 'The lock has ended by itself' },
    { name: 'suspended but not locked', state: { account: { suspendedAt: new Date(0) } }, possible: 'Not locked' },
    { name: 'a hold for fraud', state: { account: { lockedUntil: new Date('2027-11-24T12:30:00Z'), lockReason: 'Fraud team' } }, possible: 'Held, not soft-locked: Fraud team' },
    { name: 'a hundred failures in a row', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 100 } }, possible: '100 failures in a row: the password must be set anew, not unlocked' },
    { name: 'deleted', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), deletedAt: new Date(0) } }, possible: 'The account is deleted' },
  ],
})

import { defineRecovery, type Effect, type Preview } from './define'
import { gatesAfter, isExpired } from './gates'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import { endSessions, sessionEffects } from './sessions'
import type { RecordState } from './state'
import { endOfDay, quote, REVIVED_DAYS, when } from './words'

/** Holds that were set against somebody: whoever set them must lift them. */
const HOLD = /fraud|compromis|takeover|breach|abuse|legal|investigat|security|terminat|attack/i

function refusal(state: RecordState): string | null {
  const { account } = state
  if (account.deletedAt) return 'The account is deleted'
  if (account.isActive && !account.suspendedAt && !isExpired(state)) return 'Not disabled'
  if (account.suspendedAt && !account.suspendedReason) return 'Suspended for a reason that is not on record: ask who did it'
  if (account.suspendedReason && account.suspendedAt && HOLD.test(account.suspendedReason)) return `A hold that only its owner lifts: ${quote(account.suspendedReason)}`
  return null
}

function effectsOf(state: RecordState): Effect[] {
  const { account } = state
  const effects: Effect[] = []
  if (!account.isActive) effects.push({ label: 'Account', before: 'switched off', after: 'active' })
  if (account.suspendedAt) effects.push({ label: 'Suspension', before: quote(account.suspendedReason ?? ''), after: 'lifted' })
  if (isExpired(state) && account.expiresAt) effects.push({ label: 'Valid until', before: when(account.expiresAt), after: `${REVIVED_DAYS} days from then on` })
  return [...effects, ...sessionEffects(state)]
}

export default defineRecovery({
  action: 're_enable_account',
  title: 'Re-enable account',
  verb: 'Re-enable',
  consequence: 'They get in again, with the groups that they had. The owner of the account must have agreed.',
  undo: 'Whoever runs the directory switches the account off again.',
  told: 'Your access is open again: please try to sign in.',
  subject: 'account',
  bulk: null,
  subjects: () => [],
  preview(state, subjectId): Preview {
    const no = refusal(state)
    if (no) return cannotDo(state, subjectId, no, gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: gatesAfter(state, []).find(({ label }) => /Disabled|Suspended|Expired/.test(label))?.because ?? 'The account is off',
      effects: effectsOf(state),
      stillBlocked: gatesAfter(state, ['disabled', 'suspended', 'expired']),
      afterwards: ['Old sessions are dead; the next sign-in asks for everything.'],
      depends: [state.sessionIds, state.account.groups],
    })
  },
  async run(tx, state) {
    const { account, now } = state
    const expiresAt = isExpired(state) ? { expiresAt: endOfDay(now, REVIVED_DAYS) } : {}
    await tx.account.update({ where: { id: account.id }, data: { isActive: true, suspendedAt: null, suspendedReason: null, updatedAt: now, ...expiresAt }, select: { id: true } })
    await endSessions(tx, state)
    return [tell(state, 'notice', 'Your account is active again', ['Support has re-enabled your account. Sign in again on each of your devices.'])]
  },
  examples: [
    { name: 'switched off', state: { account: { isActive: false } }, possible: true, changes: ['account.is_active', 'account_session.ended_at', 'account_session.end_reason'], stillBlocked: [] },
    { name: 'expired', state: { account: { expiresAt: new Date('2026-11-20T00:00:00Z') }, sessions: 0 }, possible: true, changes: ['account.expires_at'], stillBlocked: [] },
    { name: 'suspended with a reason', state: { account: { suspendedAt: new Date(0), suspendedReason: 'On leave' }, sessions: 0 }, possible: true, changes: ['account.suspended_at', 'account.suspended_reason'], stillBlocked: [] },
    { name: 'switched off and locked: the lock stays', state: { account: { isActive: false, lockedUntil: new Date('2026-11-24T12:30:00Z') }, sessions: 0 }, possible: true, changes: ['account.is_active'], stillBlocked: ['Soft lock'] },
    { name: 'privileged', state: { account: { isActive: false, privileged: true }, sessions: 0 }, possible: true, changes: ['account.is_active'] },
    { name: 'suspended for fraud', state: { account: { suspendedAt: new Date(0), suspendedReason: 'Fraud suspected' } }, possible: 'A hold that only its owner lifts: Fraud suspected' },
    { name: 'suspended, nobody knows why', state: { account: { suspendedAt: new Date(0) } }, possible: 'Suspended for a reason that is not on record: ask who did it' },
    { name: 'deleted', state: { account: { isActive: false, deletedAt: new Date(0) } }, possible: 'The account is deleted' },
    { name: 'active', state: {}, possible: 'Not disabled' },
    { name: 'valid until tomorrow', state: { account: { expiresAt: new Date('2026-11-25T00:00:00Z') } }, possible: 'Not disabled' },
  ],
})

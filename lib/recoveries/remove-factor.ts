import { defineRecovery, type Effect, type Preview } from './define'
import { factorDetail, factorName, nextDefault, realFactors, type FactorState } from './factors'
import { gatesAfter } from './gates'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import { endSessions, sessionEffects } from './sessions'
import type { RecordState } from './state'

const isLast = (state: RecordState, factor: FactorState) => factor.kind !== 'recovery_codes' && realFactors(state).length === 1

function effectsOf(state: RecordState, factor: FactorState): Effect[] {
  const next = nextDefault(state, factor)
  return [
    { label: factorName(factor), before: factor.isDefault ? 'in use, default' : 'in use', after: 'removed' },
    ...(next ? [{ label: 'Asked for by default', before: factorName(factor), after: factorName(next) }] : []),
    ...sessionEffects(state),
  ]
}

function outlook(state: RecordState, factor: FactorState): string {
  if (!isLast(state, factor)) return 'The other factors stay.'
  return state.account.mfaRequired ? 'No factor is left: the next sign-in asks them to enrol one.' : 'No factor is left: the password alone lets them in.'
}

export default defineRecovery({
  action: 'remove_factor',
  title: 'Remove a factor',
  verb: 'Remove factor',
  consequence: 'This one device or number no longer counts, and every session ends. The others stay.',
  undo: 'Cannot be undone; the person enrols it again.',
  told: 'The next sign-in no longer asks for the device that we spoke of.',
  subject: 'factor',
  bulk: null,
  // A default that is older than another factor is the one that people no longer hold.
  subjects: (state) =>
    [...state.factors].sort((a, b) => Number(b.isDefault) - Number(a.isDefault)).map((factor) => ({ id: factor.id, label: factorName(factor), detail: factorDetail(factor) })),
  preview(state, subjectId): Preview {
    if (state.factors.length === 0) return cannotDo(state, subjectId, 'No factor enrolled', gatesAfter(state, []))
    const factor = state.factors.find(({ id }) => id === subjectId)
    if (!factor) return cannotDo(state, subjectId, subjectId ? 'That factor is gone already' : 'Choose the factor', gatesAfter(state, []))
    return canDo(state, subjectId, {
      lastFactor: isLast(state, factor),
      because: `${factorName(factor)}: ${factorDetail(factor)}`,
      effects: effectsOf(state, factor),
      stillBlocked: gatesAfter(state, []),
      afterwards: [outlook(state, factor)],
      depends: [state.factors.map(({ id, isDefault }) => [id, isDefault]), state.sessionIds, state.account.mfaRequired],
    })
  },
  async run(tx, state, subjectId) {
    const { account, now } = state
    const factor = state.factors.find(({ id }) => id === subjectId)
    if (!factor) throw new Error('A factor that the preview did not have')
    await tx.factor.update({ where: { id: factor.id }, data: { removedAt: now, isDefault: false }, select: { id: true } })
    const next = nextDefault(state, factor)
    if (next) await tx.factor.update({ where: { id: next.id }, data: { isDefault: true }, select: { id: true } })
    await endSessions(tx, state)
    await tx.account.update({ where: { id: account.id }, data: { updatedAt: now }, select: { id: true } })
    return [tell(state, 'notice', 'A sign-in factor was removed', [`Support has removed “${factorName(factor)}” from your account and signed you out everywhere.`])]
  },
  examples: [
    { name: 'one of two, the default', state: { factors: [{ kind: 'totp', label: 'Old phone', isDefault: true }, { kind: 'totp', label: 'New phone', isDefault: false }] }, possible: true, lastFactor: false, changes: ['factor.removed_at', 'factor.is_default', 'account_session.ended_at', 'account_session.end_reason'], stillBlocked: [] },
    { name: 'one of two on a privileged account', state: { account: { privileged: true }, factors: [{ kind: 'totp', label: 'Old phone', isDefault: true }, { kind: 'sms', label: 'Number', isDefault: false }], sessions: 0 }, possible: true, changes: ['factor.removed_at', 'factor.is_default'] },
    { name: 'the last one', state: { factors: [{ kind: 'totp', label: 'Phone', isDefault: true }], sessions: 0 }, possible: true, lastFactor: true, changes: ['factor.removed_at', 'factor.is_default'] },
    { name: 'the last one beside recovery codes', state: { sessions: 0 }, possible: true, lastFactor: true, changes: ['factor.removed_at', 'factor.is_default'] },
    { name: 'locked: the lock stays', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z') }, sessions: 0 }, possible: true, changes: ['factor.removed_at', 'factor.is_default'], stillBlocked: ['Soft lock'] },
    { name: 'none enrolled', state: { factors: [] }, possible: 'No factor enrolled' },
  ],
})

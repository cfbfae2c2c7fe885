import { defineRecovery, type Preview } from './define'
import { factorName } from './factors'
import { gatesAfter } from './gates'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import { endSessions, sessionEffects } from './sessions'
import { plural } from './words'

export default defineRecovery({
  action: 'reset_mfa',
  title: 'Reset MFA',
  verb: 'Reset MFA',
  consequence: 'All factors and recovery codes go, and every session ends. They enrol anew at the next sign-in.',
  undo: 'Cannot be undone; old factors and codes stay worthless.',
  told: 'The next sign-in leads you through setting up a new second step.',
  subject: 'account',
  bulk: null,
  subjects: () => [],
  preview(state, subjectId): Preview {
    if (state.factors.length === 0) return cannotDo(state, subjectId, 'No factor enrolled', gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: `${plural(state.factors.length, 'factor')} enrolled`,
      effects: [
        ...state.factors.map((factor) => ({ label: factorName(factor), before: factor.isDefault ? 'in use, default' : 'in use', after: 'removed' })),
        { label: 'MFA', before: state.account.mfaRequired ? 'required' : 'by choice', after: 'required, enrols anew' },
        ...sessionEffects(state),
      ],
      stillBlocked: gatesAfter(state, []),
      afterwards: ['Until they enrol, the password alone guards the account.'],
      depends: [state.factors.map(({ id }) => id), state.sessionIds],
    })
  },
  async run(tx, state) {
    const { account, now } = state
    await tx.factor.updateMany({ where: { accountId: account.id, removedAt: null }, data: { removedAt: now, isDefault: false } })
    await tx.account.update({ where: { id: account.id }, data: { mfaRequired: true, updatedAt: now }, select: { id: true } })
    await endSessions(tx, state)
    return [tell(state, 'notice', 'Your sign-in factors were reset', ['Support has removed all sign-in factors and recovery codes of your account and signed you out everywhere. The next sign-in asks you to set up a new factor.'])]
  },
  examples: [
    { name: 'an authenticator and codes', state: {}, possible: true, changes: ['factor.removed_at', 'factor.is_default', 'account.mfa_required', 'account_session.ended_at', 'account_session.end_reason'], stillBlocked: [] },
    { name: 'required already, no session', state: { account: { mfaRequired: true }, sessions: 0 }, possible: true, changes: ['factor.removed_at', 'factor.is_default'], stillBlocked: [] },
    { name: 'privileged', state: { account: { privileged: true, mfaRequired: true }, sessions: 0 }, possible: true, changes: ['factor.removed_at', 'factor.is_default'] },
    { name: 'suspended: the hold stays', state: { account: { suspendedAt: new Date(0), suspendedReason: 'Unpaid', mfaRequired: true }, sessions: 0 }, possible: true, changes: ['factor.removed_at', 'factor.is_default'], stillBlocked: ['Suspended'] },
    { name: 'none enrolled', state: { factors: [] }, possible: 'No factor enrolled' },
  ],
})

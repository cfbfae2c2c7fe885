import { defineRecovery } from './define'
import { gatesAfter } from './gates'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import { endSessions, sessionEffects } from './sessions'
import { plural } from './words'

export default defineRecovery({
  action: 'revoke_sessions',
  title: 'Revoke sessions',
  verb: 'Revoke sessions',
  consequence: 'Every device is signed out at once, theirs too. Password and factors stay.',
  undo: 'Cannot be undone; they sign in again.',
  told: 'All sign-ins of your account were ended: please sign in anew wherever you use it.',
  subject: 'account',
  bulk: 'named',
  subjects: () => [],
  preview(state, subjectId) {
    if (state.openSessions === 0) return cannotDo(state, subjectId, 'No session open', gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: `${plural(state.openSessions, 'session')} open`,
      effects: sessionEffects(state),
      stillBlocked: gatesAfter(state, []),
      afterwards: ['Old devices stop trying. They must sign in again on each.'],
      depends: state.sessionIds,
    })
  },
  async run(tx, state) {
    await endSessions(tx, state)
    return [tell(state, 'notice', 'You were signed out everywhere', ['Support has ended every session of your account. Sign in again where you need it.'])]
  },
  examples: [
    { name: 'two sessions open', state: {}, possible: true, changes: ['account_session.ended_at', 'account_session.end_reason'], stillBlocked: [] },
    { name: 'locked: the lock stays', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z') } }, possible: true, changes: ['account_session.ended_at', 'account_session.end_reason'], stillBlocked: ['Soft lock'] },
    { name: 'none open', state: { sessions: 0 }, possible: 'No session open' },
  ],
})

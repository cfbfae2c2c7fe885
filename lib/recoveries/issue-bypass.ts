import { defineRecovery, type Preview } from './define'
import { realFactors } from './factors'
import { gatesAfter } from './gates'
import { linkDepends, linkRefusal, makeCode, openLinks } from './links'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import type { RecordState } from './state'
import { BYPASS_MINUTES } from './words'
import { maskEmail } from '@/lib/core/mask'

function refusal(state: RecordState): string | null {
  if (realFactors(state).length === 0) return 'No factor enrolled: there is nothing to pass by'
  return linkRefusal(state, 'bypass') ?? (state.account.emailVerifiedAt ? null : 'The address on file was never verified')
}

export default defineRecovery({
  action: 'issue_bypass',
  title: 'Issue a bypass',
  verb: 'Issue bypass',
  consequence: `For ${BYPASS_MINUTES} minutes one code stands in for the second factor, once. Every factor stays.`,
  undo: `Ends by itself after ${BYPASS_MINUTES} minutes, after one use, or with the next one.`,
  told: 'The way in that we agreed on is open for a short time.',
  subject: 'account',
  bulk: null,
  subjects: () => [],
  preview(state, subjectId): Preview {
    const no = refusal(state)
    if (no) return cannotDo(state, subjectId, no, gatesAfter(state, []))
    const open = openLinks(state, 'bypass').length
    return canDo(state, subjectId, {
      because: 'The factor is out of reach for a while',
      effects: [
        { label: 'Bypass', before: open ? `${open} open` : 'none', after: `one sign-in within ${BYPASS_MINUTES} min${open ? ', older ones dead' : ''}` },
        { label: 'Code goes to', before: '–', after: `${maskEmail(state.account.email)}, on file` },
      ],
      stillBlocked: gatesAfter(state, []),
      afterwards: ['The password is asked for as always. Nobody here sees the code.', 'Factors, recovery codes and sessions stay as they are.'],
      depends: [linkDepends(state, 'bypass'), state.factors.map(({ id }) => id)],
    })
  },
  async run(tx, state) {
    const code = await makeCode(tx, state, 'bypass', BYPASS_MINUTES)
    return [tell(state, 'bypass_code', 'Sign in once without your second factor', [`Support has sent you this code. It stands in for your second factor once, within ${BYPASS_MINUTES} minutes:`, code, 'Your own factors stay as they are.'])]
  },
  examples: [
    { name: 'a phone left at home', state: {}, possible: true, lastFactor: false, changes: ['link_token'], stillBlocked: [] },
    { name: 'an older one dies', state: { links: { purpose: 'bypass', count: 1 } }, possible: true, changes: ['link_token', 'link_token.revoked_at'] },
    { name: 'locked: the lock stays', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 5 } }, possible: true, changes: ['link_token'], stillBlocked: ['Soft lock'] },
    { name: 'recovery codes alone', state: { factors: [{ kind: 'recovery_codes', label: 'Recovery codes', isDefault: true }] }, possible: 'No factor enrolled: there is nothing to pass by' },
    { name: 'no factor', state: { factors: [] }, possible: 'No factor enrolled: there is nothing to pass by' },
    { name: 'an address that nobody verified', state: { account: { emailVerifiedAt: null } }, possible: 'The address on file was never verified' },
    { name: 'three within the hour', state: { links: { purpose: 'bypass', count: 3 } }, possible: '3 links went out within the hour' },
    { name: 'deleted', state: { account: { deletedAt: new Date(0) } }, possible: 'The account is deleted' },
  ],
})

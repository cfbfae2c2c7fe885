import { defineRecovery, type Preview } from './define'
import { gatesAfter } from './gates'
import { linkDepends, linkEffects, linkRefusal, makeLink } from './links'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'
import type { RecordState } from './state'

// An address that nobody verified may be somebody else's: a reset link there hands the account over.
const refusal = (state: RecordState) => linkRefusal(state, 'reset') ?? (state.account.emailVerifiedAt ? null : 'The address on file was never verified')

export default defineRecovery({
  action: 'send_reset_link',
  title: 'Send reset link',
  verb: 'Send reset link',
  consequence: 'They can choose a new password. Locks, holds and second factors stay.',
  undo: 'The link ends after 24 hours or with the next one; a password that was changed by it stays changed.',
  told: 'The link for a new password is on its way to the address on file.',
  subject: 'account',
  bulk: 'named',
  subjects: () => [],
  preview(state, subjectId): Preview {
    const no = refusal(state)
    if (no) return cannotDo(state, subjectId, no, gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: state.account.passwordHashAlgorithm ? 'A password is stored' : 'No password is stored; this sets the first one',
      effects: linkEffects(state, 'reset'),
      stillBlocked: gatesAfter(state, ['hash', 'reset_due']),
      afterwards: ['The link goes to the address on file only. Nobody here sees it.', 'The old password works until they choose a new one.'],
      depends: linkDepends(state, 'reset'),
    })
  },
  async run(tx, state) {
    const link = await makeLink(tx, state, 'reset')
    return [tell(state, 'reset_link', 'Choose a new password', ['Support has sent you this link to choose a new password. It works once, for 24 hours:', link])]
  },
  examples: [
    { name: 'a healthy account', state: {}, possible: true, changes: ['link_token'], stillBlocked: [] },
    { name: 'a hash that the sign-in cannot read', state: { account: { passwordHashAlgorithm: 'argon2id' }, verifiers: 'bcrypt,scrypt' }, possible: true, changes: ['link_token'], stillBlocked: [] },
    { name: 'locked: the lock stays', state: { account: { lockedUntil: new Date('2026-11-24T12:30:00Z'), failedAttempts: 5 } }, possible: true, changes: ['link_token'], stillBlocked: ['Soft lock'] },
    { name: 'suspended: the hold stays', state: { account: { suspendedAt: new Date(0), suspendedReason: 'Unpaid' } }, possible: true, changes: ['link_token'], stillBlocked: ['Suspended'] },
    { name: 'two older links die', state: { links: { purpose: 'reset', count: 2 } }, possible: true, changes: ['link_token', 'link_token.revoked_at'] },
    { name: 'unverified', state: { account: { emailVerifiedAt: null } }, possible: 'The address on file was never verified' },
    { name: 'deleted', state: { account: { deletedAt: new Date(0) } }, possible: 'The account is deleted' },
    { name: 'three links within the hour', state: { links: { purpose: 'reset', count: 3 } }, possible: '3 links went out within the hour' },
    { name: 'a page that is no web address', state: { directory: { resetUrl: 'javascript:alert(1)' } }, possible: 'No reset page is set for this directory' },
    { name: 'two addresses', state: { account: { email: 'a@example.com b@example.com' } }, possible: 'The address on file cannot be used' },
  ],
})

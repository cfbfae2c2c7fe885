import { defineRecovery } from './define'
import { gatesAfter } from './gates'
import { linkDepends, linkEffects, linkRefusal, makeLink } from './links'
import { canDo, cannotDo } from './make-preview'
import { tell } from './notice'

export default defineRecovery({
  action: 'resend_verification',
  title: 'Resend verification',
  verb: 'Resend verification',
  consequence: 'They can verify the address on file and get in. It verifies nothing by itself.',
  undo: 'The link ends after 24 hours or with the next one.',
  told: 'A new link to confirm your address is on its way to you.',
  subject: 'account',
  bulk: 'named',
  subjects: () => [],
  preview(state, subjectId) {
    const refusal = state.account.emailVerifiedAt ? 'Already verified' : linkRefusal(state, 'verify')
    if (refusal) return cannotDo(state, subjectId, refusal, gatesAfter(state, []))
    return canDo(state, subjectId, {
      because: 'The address was never verified',
      effects: linkEffects(state, 'verify'),
      stillBlocked: gatesAfter(state, []),
      afterwards: ['The link goes to the address on file only. Nobody here sees it.'],
      depends: linkDepends(state, 'verify'),
    })
  },
  async run(tx, state) {
    const link = await makeLink(tx, state, 'verify')
    return [tell(state, 'verification_link', 'Verify your address', ['Support has sent you this link to verify your address. It works once, for 24 hours:', link])]
  },
  examples: [
    { name: 'an address that was never verified', state: { account: { emailVerifiedAt: null } }, possible: true, changes: ['link_token'], stillBlocked: ['E-mail not verified'] },
    { name: 'an older link is open', state: { account: { emailVerifiedAt: null }, links: { purpose: 'verify', count: 1 } }, possible: true, changes: ['link_token', 'link_token.revoked_at'], stillBlocked: ['E-mail not verified'] },
    { name: 'verified', state: {}, possible: 'Already verified' },
    { name: 'deleted', state: { account: { emailVerifiedAt: null, deletedAt: new Date(0) } }, possible: 'The account is deleted' },
    { name: 'three links within the hour', state: { account: { emailVerifiedAt: null }, links: { purpose: 'verify', count: 3 } }, possible: '3 links went out within the hour' },
    { name: 'no page set', state: { account: { emailVerifiedAt: null }, directory: { verifyUrl: null } }, possible: 'No verification page is set for this directory' },
    { name: 'an address that is a list', state: { account: { emailVerifiedAt: null, email: 'a@example.com,b@example.com' } }, possible: 'The address on file cannot be used' },
    { name: 'an address with a line end', state: { account: { emailVerifiedAt: null, email: 'a@example.com\r\nBcc: b@example.com' } }, possible: 'The address on file cannot be used' },
    { name: 'a quoted address', state: { account: { emailVerifiedAt: null, email: '"e@attacker.com"@victim.com' } }, possible: 'The address on file cannot be used' },
  ],
})

import { deliveredLate } from '@/lib/signs/details'
import { mailChanged, mailMissing, mailRefused, manyMailboxes } from '@/lib/signs/mail'
import { textMail } from '@/lib/signs/messages'
import { many } from '@/lib/signs/pattern'
import { passwordOffStated } from '@/lib/signs/policies'
import { reasonIs } from '@/lib/signs/reason'
import { saysCodeLate, textNotVerified } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'

export default defineCause({
  slug: 'mail-sender-rejected',
  title: 'Mails with codes or links are refused',
  bucket: 'config_drift',
  also: ['credential'],
  nature: 'fault',
  what: 'Codes and links are sent but refused on their way, so people wait for nothing.',
  why: 'The sender is not verified, its domain’s records are wrong, or its reputation fell.',
  prior: -15,
  signs: [
    { sign: manyMailboxes, for: 4, against: 0 },
    { sign: mailChanged, for: 6, against: 0 },
    { sign: mailMissing, for: 8, against: 0 },
    { sign: mailRefused, for: 14, against: 0 },
    { sign: reasonIs('mfa_delivery_failed'), for: 15, against: -3 },
    { sign: textMail, for: 7, against: 0 },
    { sign: deliveredLate, for: -8, against: 0 },
    { sign: many, for: 2, against: -2 },
    { sign: saysCodeLate, for: -2, against: 0 },
    { sign: textNotVerified, for: -2, against: 0 },
    { sign: passwordOffStated, for: -9, against: 0 },
  ],
  fix: {
    summary: 'Mend the sender, then send the codes again.',
    steps: [
      'Read the answer of the receiving server.',
      'Verify the sender and its SPF, DKIM and DMARC records.',
      'Take addresses off the suppression list and send anew.',
    ],
  },
  confirm: 'A test mail arrives at the three largest providers.',
  recoveries: [
    { action: 'resend_verification', consequence: 'Sent again once the sender is accepted; before, it is refused again.' },
  ],
  prevention: 'Alert on the share of refused mails, not on the number sent.',
  mistakenFor: [
    { cause: 'mfa-code-delayed', because: 'It does not come late: it does not come.' },
    { cause: 'email-not-verified', because: 'The person never got the mail.' },
  ],
  reply:
    'Our mails with codes did not reach you. We are mending it and will send you a new one; please ' +
    'look into your spam folder too. We never ask for your password or a code.',
  references: [{ title: 'RFC 5321, Simple Mail Transfer Protocol', url: 'https://www.rfc-editor.org/rfc/rfc5321' }, { title: 'Google, Email sender guidelines', url: 'https://support.google.com/mail/answer/81126' }],
  examples: [
    isThis('the sender is not verified', { experience: { symptom: 'I never receive the mail with the code', scope: 'several_users' }, logs: [failure('mfa_delivery_failed', { hop: 'mail' }), 'smtp: 554 Message rejected: sender address is not verified'] }),
    isOther('it comes late', { account: account(), logs: [failure('mfa_code_expired', { details: { deliverySeconds: 400, validitySeconds: 120 } })], pattern: onePerson }),
  ],
})

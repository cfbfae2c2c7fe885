import { codeLate } from '@/lib/signs/answers'
import { codesOff, deliveredLate } from '@/lib/signs/details'
import { clockAndCodes, codeByMessage, codeTooLate, deliveredMuchLater } from '@/lib/signs/mfa'
import { reasonIs } from '@/lib/signs/reason'
import { codeArrivesAfter, nextCodeWorks } from '@/lib/signs/factor-fate'
import { codeLateAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { CISA_MFA, NIST_63B, OWASP_MFA } from './references'

export default defineCause({
  slug: 'mfa-code-delayed',
  title: 'Code arrives too late',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The code is delivered after it has run out.',
  why: 'The carrier or mail provider delays the message, while the code is valid only for a short time.',
  prior: -14,
  signs: [
    { sign: codeLateAbroad, for: 11, against: 0 },
    { sign: codeArrivesAfter, for: 10, against: 0 },
    { sign: nextCodeWorks, for: -5, against: 0 },
    { sign: codeTooLate, for: 13, against: 0 },
    { sign: deliveredMuchLater, for: 12, against: -4 },
    { sign: codeByMessage, for: 5, against: 0 },
    { sign: clockAndCodes, for: -4, against: 0 },
    { sign: deliveredLate, for: 15, against: -10 },
    { sign: reasonIs('mfa_code_expired'), for: 7, against: -4 },
    { sign: reasonIs('mfa_delivery_failed'), for: 5, against: 0 },
    { sign: codeLate, for: 8, against: -8 },
    { sign: codesOff, for: -10, against: 0 },
  ],
  fix: {
    summary: 'Make the code live longer than the delivery takes.',
    steps: [
      'Compare delivery time and validity for the last day.',
      'Lengthen the validity to at most 10 minutes (NIST SP 800-63B-4).',
      'Switch the carrier or route for this country.',
      'Offer the person another factor for now, time-boxed.',
    ],
  },
  confirm: 'Delivery stays below the validity at the 95th percentile.',
  recoveries: [
    { action: 'issue_bypass', consequence: 'They get in once without waiting for the message.' },
  ],
  prevention: 'Alert when delivery time nears the validity; prefer apps and passkeys to messages.',
  mistakenFor: [
    { cause: 'totp-clock-drift', because: 'The code is sent, not made by an app.' },
  ],
  reply:
    'Our message with the code takes longer than it should. Please use your authenticator app if you have' +
    ' one; we are mending the delivery.',
  references: [NIST_63B, OWASP_MFA, CISA_MFA],
  examples: [
    isThis('six minutes for two minutes', { account: account(), logs: [failure('mfa_code_expired', { details: { factorKind: 'sms', deliverySeconds: 362, validitySeconds: 120 } })], pattern: onePerson }),
    isOther('an app whose clock is off', { account: account(), logs: [failure('mfa_code_invalid', { details: { totpOffsetSteps: -4 } }), failure('mfa_code_invalid', { details: { totpOffsetSteps: -4 } })], pattern: onePerson }),
  ],
})

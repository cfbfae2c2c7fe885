import { notMine } from '@/lib/signs/answers'
import { codesOff } from '@/lib/signs/details'
import { pushNotSeen, pushRefused } from '@/lib/signs/mfa'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { approvalRejected } from '@/lib/signs/factor-fate'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_MFA } from './references'

export default defineCause({
  slug: 'mfa-fatigue-denied',
  title: 'Push was denied or ran out',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The push for the second factor was denied, or nobody answered it.',
  why: 'The person did not see it, pressed the wrong button, or denied a sign-in that was not theirs.',
  prior: -16,
  signs: [
    { sign: approvalRejected, for: 12, against: 0 },
    { sign: pushNotSeen, for: 6, against: 0 },
    { sign: pushRefused, for: 14, against: 0 },
    { sign: reasonIs('mfa_denied'), for: 14, against: -3 },
    { sign: notMine, for: 6, against: -2 },
    { sign: alone, for: 1, against: -2 },
    { sign: codesOff, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Find out whose sign-in it was before anything else.',
    steps: [
      'Ask whether the person started a sign-in at that time.',
      'If not: treat the password as known to somebody else.',
      'If yes: try again with the phone in hand, and turn number matching on.',
    ],
  },
  confirm: 'The next push of their own is approved.',
  recoveries: [
    { action: 'revoke_sessions', consequence: 'Ends what somebody else may have opened. They sign in again.' },
    { action: 'send_reset_link', consequence: 'A new password stops pushes that are not theirs.' },
  ],
  prevention: 'Ask for a number from the screen in the push, and limit pushes an hour.',
  mistakenFor: [
    { cause: 'mfa-factor-lost', because: 'The device is there and was asked.' },
    { cause: 'account-takeover', because: 'No sign-in from elsewhere succeeded.' },
  ],
  reply:
    'The confirmation on your phone was declined or not answered. If you did not start that sign-in, ' +
    'tell us at once; otherwise please try again. We never ask for your password or a code.',
  references: [OWASP_MFA, { title: 'CISA, Implementing number matching in MFA applications', url: 'https://www.cisa.gov/sites/default/files/publications/fact-sheet-implement-number-matching-in-mfa-applications-508c.pdf' }],
  examples: [
    isThis('several pushes denied', { experience: { symptom: 'I got pushes that I did not start' }, logs: [failure('mfa_denied'), failure('mfa_denied')], pattern: onePerson }),
    isOther('a wrong code', { account: account(), logs: [failure('mfa_code_invalid')], pattern: onePerson }),
  ],
})

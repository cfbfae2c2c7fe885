import { bulkReset, openActionIsPassword, passwordExpiredNamed, recordMustChange, resetNamed, saysWantsNew } from '@/lib/signs/passwords'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { resetPending } from '@/lib/signs/record'
import { mustChangeMark } from '@/lib/signs/record-marks'
import { mustChangeAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_FORGOT } from './references'

export default defineCause({
  slug: 'password-reset-pending',
  title: 'Forced reset not completed',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'A password reset was forced and has not been completed.',
  why:
    'An administrator, a breach response or a bulk job demanded a new password, and the message did not ' +
    'arrive or was not read.',
  prior: -15,
  signs: [
    { sign: mustChangeAbroad, for: 6, against: 0 },
    { sign: mustChangeMark, for: 11, against: 0 },
    { sign: openActionIsPassword, for: 13, against: 0 },
    { sign: reasonIs('required_action_pending'), for: 5, against: 0 },
    { sign: resetPending, for: 6, against: -6 },
    { sign: resetNamed, for: 17, against: 0 },
    { sign: recordMustChange, for: 16, against: 0 },
    { sign: saysWantsNew, for: 6, against: 0 },
    { sign: bulkReset, for: 9, against: 0 },
    { sign: passwordExpiredNamed, for: -5, against: 0 },
    { sign: reasonIs('password_reset_required'), for: 15, against: -5 },
    { sign: many, for: 2, against: 0 },
  ],
  fix: {
    summary: 'The person completes the reset.',
    steps: [
      'Send the reset link again to the address on file.',
      'Check that the first message left and was not refused.',
    ],
  },
  confirm: 'The flag is gone and the next attempt is a success.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They can complete the reset that was asked of them.' },
  ],
  prevention: 'Force resets by mail with a link, and count how many were completed.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The flag refuses before the password counts.' },
  ],
  reply:
    'For safety we ask you to choose a new password. The link in our next e-mail works for 24 hours. We ' +
    'never ask for your password or a code.',
  references: [OWASP_FORGOT],
  examples: [
    isThis('the flag stands', { account: account({ passwordResetRequired: true }), logs: [failure('password_reset_required')], pattern: onePerson }),
    isOther('no reset is open', { account: account({ passwordResetRequired: false }), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

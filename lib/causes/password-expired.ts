import { passwordExpiredNamed, passwordOverAge, recordMustChange, recordPasswordExpired, resetNamed, saysPasswordAge } from '@/lib/signs/passwords'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { healthy, passwordOld } from '@/lib/signs/record'
import { codeLateAbroad, expiredAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { ENTRA_CODES, NIST_63B } from './references'

export default defineCause({
  slug: 'password-expired',
  title: 'Password has expired',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The directory demands a new password because the old one is past its age.',
  why: 'The policy of the directory ends passwords after some time; outside it reads like a wrong password.',
  prior: -14,
  signs: [
    { sign: expiredAbroad, for: 10, against: 0 },
    { sign: codeLateAbroad, for: -8, against: 0 },
    { sign: passwordExpiredNamed, for: 20, against: 0 },
    { sign: passwordOverAge, for: 17, against: -6 },
    { sign: recordPasswordExpired, for: 17, against: 0 },
    { sign: saysPasswordAge, for: 7, against: 0 },
    { sign: resetNamed, for: -4, against: 0 },
    { sign: recordMustChange, for: -6, against: 0 },
    { sign: reasonIs('password_expired'), for: 16, against: -6 },
    { sign: passwordOld, for: 4, against: -6 },
    { sign: healthy, for: 1, against: 0 },
    { sign: alone, for: 1, against: -2 },
  ],
  fix: {
    summary: 'The person sets a new password where the directory allows it.',
    steps: [
      'Send the person to the directory’s own page for changing a password.',
      'If they cannot reach it, send a reset link to the address on file.',
      'Ask the owner of the directory whether the policy is still wanted.',
    ],
  },
  confirm: 'The next attempt is a success and the date of the password is today.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They get in with a new password.' },
  ],
  prevention: 'Drop periodic expiry, as NIST asks, or warn a week ahead by mail.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The directory says expired, not wrong.' },
    { cause: 'account-expired', because: 'The account is valid; only its password has run out.' },
  ],
  reply:
    'Your password has run out. Please choose a new one with the link in our next e-mail. We never ask ' +
    'for your password or a code.',
  references: [NIST_63B, ENTRA_CODES],
  examples: [
    isThis('the directory says so', { account: account({ passwordChangedAt: '2026-01-05T09:00:00Z' }), logs: [failure('password_expired', { code: 'AADSTS50055' })], pattern: onePerson }),
    isOther('a fresh password', { account: account({ passwordChangedAt: '2026-10-01T09:00:00Z' }), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

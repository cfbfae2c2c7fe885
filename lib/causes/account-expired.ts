import { endPassed, expiryStated, temporaryPerson } from '@/lib/signs/account-states'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { expiredNow } from '@/lib/signs/record'
import { textAccountExpired } from '@/lib/signs/topics'
import { saysContractor } from '@/lib/signs/words'
import { endNamed } from '@/lib/signs/record-marks'
import { endedAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B } from './references'

export default defineCause({
  slug: 'account-expired',
  title: 'Account’s validity has ended',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'The account was valid until a day that has passed.',
  why: 'A contract, a trial or a guest access ended; the page says only that the password is wrong.',
  prior: -14,
  signs: [
    { sign: endedAbroad, for: 9, against: 0 },
    { sign: endNamed, for: 9, against: 0 },
    { sign: textAccountExpired, for: 8, against: 0 },
    { sign: expiredNow, for: 16, against: -14 },
    { sign: reasonIs('account_expired'), for: 11, against: -4 },
    { sign: saysContractor, for: 1, against: 0 },
    { sign: alone, for: 1, against: 0 },
    { sign: expiryStated, for: 11, against: 0 },
    { sign: temporaryPerson, for: 3, against: 0 },
    { sign: endPassed, for: 12, against: 0 },
  ],
  fix: {
    summary: 'The owner of the account extends it.',
    steps: [
      'Ask the person’s manager whether the work goes on.',
      'Re-enable with a new end.',
    ],
  },
  confirm: 'The end lies ahead and the person gets in.',
  recoveries: [
    { action: 're_enable_account', consequence: 'They get in again until the new end. The owner must agree.' },
  ],
  prevention: 'Warn the person and the manager two weeks before the end.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The password was never asked about.' },
    { cause: 'password-expired', because: 'The account has run out, not its password.' },
  ],
  reply:
    'Your access ended on the agreed day. Please ask your contact with us to extend it; then it works ' +
    'again at once.',
  references: [NIST_63B],
  examples: [
    isThis('a contract ended', { experience: { symptom: 'Contractor, suddenly invalid password' }, account: account({ expiresAt: '2026-10-01T00:00:00Z' }), logs: [failure('account_expired', { message: 'Invalid password' })], pattern: onePerson }),
    isOther('suspended', { account: account({ suspendedAt: '2026-10-01T10:00:00Z' }), logs: [failure('account_disabled')], pattern: onePerson }),
  ],
})

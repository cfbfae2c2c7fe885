import { cookiesUnreadable } from '@/lib/signs/keys'
import { pepperChanged, upgraded } from '@/lib/signs/changes'
import { manyWrongPasswords } from '@/lib/signs/combined'
import { hashUnreadable, noVerifierFired } from '@/lib/signs/hash'
import { clockAndCodes } from '@/lib/signs/mfa'
import { comparedFalse, hashedTwice, hashFormatNamed, hashSecretChanged, longPasswordFails, newFailOldWork, oldFailNewWork, pepperNamed, savedThenFails } from '@/lib/signs/passwords'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { passwordRecent } from '@/lib/signs/record'
import { saysBulkReset, saysLoggedOutAll } from '@/lib/signs/topics'
import { textSecret, textSessionSecret } from '@/lib/signs/words'
import { hashCallsTwo, hashUntouched, pepperSetting, saveHook, secondLoginFails } from '@/lib/signs/password-traits'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis, onePerson } from './example'
import { OWASP_PASSWORDS, OWASP_SECRETS } from './references'

export default defineCause({
  slug: 'password-pepper-changed',
  title: 'Pepper or hash secret changed',
  bucket: 'credential',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The secret that is mixed into every hash is another than when the hashes were written.',
  why: 'A key was rotated, recreated or lost in a move, so every password from before fails and every new one works.',
  prior: -18,
  signs: [
    { sign: pepperSetting, for: 11, against: 0 },
    { sign: hashUntouched, for: 6, against: 0 },
    { sign: hashCallsTwo, for: -8, against: 0 },
    { sign: saveHook, for: -8, against: 0 },
    { sign: secondLoginFails, for: -5, against: 0 },
    { sign: pepperChanged, for: 9, against: 0 },
    { sign: textSessionSecret, for: -12, against: 0 },
    { sign: textSecret, for: -12, against: 0 },
    { sign: saysLoggedOutAll, for: -6, against: 0 },
    { sign: pepperNamed, for: 9, against: 0 },
    { sign: hashSecretChanged, for: 6, against: -3 },
    { sign: oldFailNewWork, for: 9, against: 0 },
    { sign: comparedFalse, for: 3, against: 0 },
    { sign: hashFormatNamed, for: -12, against: 0 },
    { sign: newFailOldWork, for: -10, against: 0 },
    { sign: savedThenFails, for: -10, against: 0 },
    { sign: hashedTwice, for: -12, against: 0 },
    { sign: longPasswordFails, for: -8, against: 0 },
    { sign: clockAndCodes, for: -10, against: 0 },
    { sign: cookiesUnreadable, for: -10, against: 0 },
    { sign: saysBulkReset, for: -8, against: 0 },
    { sign: upgraded, for: 3, against: 0 },
    { sign: manyWrongPasswords, for: 5, against: -2 },
    { sign: reasonIs('bad_password'), for: 3, against: -4 },
    { sign: many, for: 3, against: -6 },
    { sign: passwordRecent, for: -5, against: 3 },
    { sign: hashUnreadable, for: -6, against: 0 },
    { sign: noVerifierFired, for: -8, against: 0 },
  ],
  fix: {
    summary: 'Put the old secret back.',
    steps: [
      'Compare the fingerprints of the secret before and after.',
      'Restore the old one, or keep it as a second to be tried.',
      'Rehash at each sign-in under the new one.',
    ],
  },
  confirm: 'An old account signs in without a reset.',
  recoveries: [],
  prevention: 'Keep old secrets readable for as long as hashes of theirs exist.',
  mistakenFor: [
    { cause: 'hash-algorithm-mismatch', because: 'The kind of hash is readable; its secret is not the same.' },
  ],
  reply:
    'We found the fault on our side and are mending it. You did nothing wrong. Your password is right; ' +
    'please try again later today.',
  references: [OWASP_PASSWORDS, OWASP_SECRETS],
  examples: [
    isThis('the initialiser changed', { account: account(), changes: [{ at: '2026-10-05T07:00:00Z', kind: 'config', service: 'auth-service', summary: 'Recreate .env with a new PASSWORD_PEPPER' }], logs: [failure('bad_password')], pattern: crowd() }),
    isOther('one person only', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

import { manyWrongPasswords } from '@/lib/signs/combined'
import { hashUnreadable } from '@/lib/signs/hash'
import { comparedFalse, hashedTwice, hashFormatNamed, migratedAccounts, newFailOldWork, oldFailNewWork, savedThenFails } from '@/lib/signs/passwords'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { neverSignedIn } from '@/lib/signs/record'
import { hashCallsTwo, neitherOldNorNew, pepperSetting, ranTwice, saveHook, secondLoginFails } from '@/lib/signs/password-traits'
import { mustChangeAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_PASSWORDS } from './references'

export default defineCause({
  slug: 'password-double-hashed',
  title: 'Password is hashed twice',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The stored value is the hash of a hash, so no password fits it.',
  why: 'A save of the record hashes the stored hash again, or the client hashes before the server does.',
  prior: -19,
  signs: [
    { sign: mustChangeAbroad, for: -2, against: 0 },
    { sign: hashCallsTwo, for: 12, against: 0 },
    { sign: saveHook, for: 11, against: 0 },
    { sign: neitherOldNorNew, for: 9, against: 0 },
    { sign: secondLoginFails, for: 10, against: 0 },
    { sign: ranTwice, for: 10, against: 0 },
    { sign: pepperSetting, for: -5, against: 0 },
    { sign: hashedTwice, for: 17, against: 0 },
    { sign: newFailOldWork, for: 11, against: 0 },
    { sign: savedThenFails, for: 12, against: 0 },
    { sign: comparedFalse, for: 6, against: 0 },
    { sign: oldFailNewWork, for: -8, against: 0 },
    { sign: hashFormatNamed, for: -8, against: 0 },
    { sign: migratedAccounts, for: -3, against: 0 },
    { sign: manyWrongPasswords, for: 3, against: 0 },
    { sign: reasonIs('bad_password', 'bad_username_or_password'), for: 3, against: -4 },
    { sign: hashUnreadable, for: -6, against: 0 },
    { sign: many, for: 2, against: -2 },
    { sign: neverSignedIn, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Hash only when the password itself changes.',
    steps: [
      'Save a test record without touching its password, and see whether its hash changes.',
      'Mend the hook that hashes on each save.',
      'Send reset links to those whose record was saved since.',
    ],
  },
  confirm: 'A test account signs in again after its profile was saved.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They get in with a new password once the fault is mended; before, it breaks again.' },
  ],
  prevention: 'Test that saving a record leaves its hash alone.',
  mistakenFor: [
    { cause: 'password-pepper-changed', because: 'Accounts made after the change fail as well.' },
    { cause: 'wrong-password', because: 'The same password is refused on a brand new account.' },
  ],
  reply:
    'We found the fault on our side and are mending it. You will get a link for a new password. We ' +
    'never ask for your password or a code.',
  references: [OWASP_PASSWORDS],
  examples: [
    isThis('fails after the first save', { experience: { message: 'Invalid credentials', symptom: 'Even new accounts cannot sign in once the profile was saved; the pre-save hook hashes the password twice' }, logs: [failure('bad_password')] }),
    isOther('one old account', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

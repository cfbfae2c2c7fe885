import { notSurePassword, stopsAtPassword } from '@/lib/signs/answers'
import { authDeployed } from '@/lib/signs/changes'
import { manyWrongPasswords } from '@/lib/signs/combined'
import { fewTries, oldSessionTried, steadyTries, strangeSource } from '@/lib/signs/details'
import { hashUnreadable, noVerifierFired } from '@/lib/signs/hash'
import { alone, attackShape } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { healthy } from '@/lib/signs/record'
import { scriptedTries } from '@/lib/signs/sources'
import { textBadPassword } from '@/lib/signs/topics'
import { saysForgot, saysStrange } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'wrong-password',
  title: 'Wrong password',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The password typed is not the one on record.',
  why:
    'Most often an old password from memory, a keyboard layout, or caps lock. The record is healthy and ' +
    'nothing changed around it.',
  prior: -8,
  signs: [
    { sign: reasonIs('account_locked'), for: -8, against: 0 },
    { sign: scriptedTries, for: -10, against: 0 },
    { sign: textBadPassword, for: 11, against: 0 },
    { sign: manyWrongPasswords, for: -8, against: 1 },
    { sign: reasonIs('bad_password', 'bad_username_or_password'), for: 10, against: -10 },
    { sign: healthy, for: 3, against: -8 },
    { sign: alone, for: 2, against: -8 },
    { sign: fewTries, for: 3, against: -6 },
    { sign: hashUnreadable, for: -12, against: 2 },
    { sign: noVerifierFired, for: -16, against: 1 },
    { sign: saysForgot, for: 6, against: 0 },
    { sign: notSurePassword, for: 6, against: -8 },
    { sign: stopsAtPassword, for: 4, against: -8 },
    { sign: attackShape, for: -6, against: 0 },
    { sign: steadyTries, for: -6, against: 0 },
    { sign: strangeSource, for: -10, against: 1 },
    { sign: authDeployed, for: -3, against: 1 },
    { sign: oldSessionTried, for: -6, against: 0 },
    { sign: saysStrange, for: -6, against: 0 },
  ],
  fix: {
    summary: 'The person chooses a new password.',
    steps: [
      'Ask whether a password manager fills it in, and for caps lock and layout.',
      'Send a reset link to the address on file.',
      'If tries have locked the account, wait or unlock after the reset.',
    ],
  },
  confirm: 'The next attempt of the person is a success.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They get in with a new password. Nobody learns the old one.' },
  ],
  prevention: 'Let people see the password that they type, and allow password managers to paste.',
  mistakenFor: [
    { cause: 'hash-algorithm-mismatch', because: 'The password was compared with a hash that the service can read.' },
    { cause: 'account-locked', because: 'No lock stands in the record.' },
    { cause: 'credential-stuffing', because: 'The tries are few and come from where the person also gets in.' },
  ],
  reply:
    'Please choose a new password with the link in our next e-mail. It works for 24 hours. We never ask ' +
    'for your password or a code.',
  references: [OWASP_AUTHENTICATION, NIST_63B],
  examples: [
    isThis('one person mistypes twice', { account: account(), logs: [failure('bad_password', { rule: 'password_mismatch' }), failure('bad_password')], pattern: onePerson }),
    isOther('the hash cannot be read', { account: account({ passwordHashAlgorithm: 'argon2id' }), logs: [failure('bad_password', { rule: 'no_verifier', details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt'] } })], pattern: crowd() }),
  ],
})

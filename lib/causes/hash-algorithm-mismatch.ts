import { afterPasswordChange } from '@/lib/signs/answers'
import { hashChanged, rolledBack } from '@/lib/signs/changes'
import { manyWrongPasswords } from '@/lib/signs/combined'
import { cookieForOtherHost, cookieTwice } from '@/lib/signs/cookies'
import { hashUnreadable, noVerifierFired } from '@/lib/signs/hash'
import { textLegacyCrypto } from '@/lib/signs/messages'
import { clockAndCodes } from '@/lib/signs/mfa'
import { changedFail, comparedFalse, hashedTwice, hashFormatNamed, hashLibrariesApart, hashNamed, migratedAccounts, nullHash, oldFailNewWork, pepperNamed } from '@/lib/signs/passwords'
import { many, shareHash } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { passwordRecent } from '@/lib/signs/record'
import { ownCodeFails } from '@/lib/signs/releases'
import { saysAfterReset } from '@/lib/signs/words'
import { beyondHash, hashCallsTwo, passwordLong, pepperSetting, plainOneWorks, ranTwice, saveHook, secondLoginFails } from '@/lib/signs/password-traits'
import { blankInName } from '@/lib/signs/name-forms'
import { defineCause } from './define'
import { account, crowd, failure, isOther, isThis, onePerson } from './example'
import { OWASP_PASSWORDS } from './references'

export default defineCause({
  slug: 'hash-algorithm-mismatch',
  title: 'Hash algorithm mismatch',
  bucket: 'credential',
  also: ['config_drift'],
  nature: 'fault',
  what: 'The running version of the sign-in service cannot read the kind of hash that the record holds.',
  why:
    'A release writes a new kind of hash; a rollback, an old instance or a migration then meets hashes ' +
    'that it cannot verify and answers “wrong password”.',
  prior: -14,
  signs: [
    { sign: hashLibrariesApart, for: -8, against: 0 },
    { sign: ownCodeFails, for: -3, against: 0 },
    { sign: cookieTwice, for: -5, against: 0 },
    { sign: cookieForOtherHost, for: -4, against: 0 },
    { sign: beyondHash, for: -18, against: 0 },
    { sign: pepperSetting, for: -8, against: 0 },
    { sign: hashCallsTwo, for: -9, against: 0 },
    { sign: saveHook, for: -8, against: 0 },
    { sign: secondLoginFails, for: -6, against: 0 },
    { sign: ranTwice, for: -5, against: 0 },
    { sign: blankInName, for: -8, against: 0 },
    { sign: passwordLong, for: -5, against: 0 },
    { sign: plainOneWorks, for: -5, against: 0 },
    { sign: hashFormatNamed, for: 19, against: 0 },
    { sign: hashNamed, for: 4, against: 0 },
    { sign: migratedAccounts, for: 4, against: 0 },
    { sign: changedFail, for: 7, against: 0 },
    { sign: oldFailNewWork, for: 4, against: 0 },
    { sign: comparedFalse, for: -7, against: 0 },
    { sign: nullHash, for: -6, against: 0 },
    { sign: hashedTwice, for: -8, against: 0 },
    { sign: pepperNamed, for: -5, against: 0 },
    { sign: clockAndCodes, for: -8, against: 0 },
    { sign: textLegacyCrypto, for: -6, against: 0 },
    { sign: manyWrongPasswords, for: 3, against: 0 },
    { sign: hashUnreadable, for: 10, against: -10 },
    { sign: noVerifierFired, for: 14, against: -8 },
    { sign: reasonIs('no_verifier'), for: 8, against: 0 },
    { sign: shareHash, for: 7, against: -4 },
    { sign: rolledBack, for: 5, against: -1 },
    { sign: hashChanged, for: 5, against: -1 },
    { sign: many, for: 3, against: -3 },
    { sign: passwordRecent, for: 3, against: -2 },
    { sign: saysAfterReset, for: 3, against: 0 },
    { sign: afterPasswordChange, for: 3, against: -2 },
  ],
  fix: {
    summary: 'Put a version back that reads both kinds of hash.',
    steps: [
      'Roll forward to the release that verifies the hash, or add its verifier to the running one.',
      'Check with a test account whose password is of the new kind.',
      'Unlock those whom the failures have locked.',
    ],
  },
  confirm: 'An account with the new hash signs in, and the failures of this kind stop.',
  recoveries: [],
  prevention: 'Let a release read a new hash before another release writes it.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The password was never compared: no verifier ran.' },
    { cause: 'account-locked', because: 'The lock came after the refusals. It is an effect.' },
    { cause: 'password-pepper-changed', because: 'Records with the older hash still pass.' },
    { cause: 'session-kept-after-reset', because: 'No old session tried between the failures.' },
    { cause: 'credential-stuffing', because: 'Known people, their own addresses, few tries each.' },
  ],
  reply:
    'We found the fault on our side and are mending it. You did nothing wrong. Your password is right; ' +
    'please try again later today. We never ask for your password or a code.',
  references: [OWASP_PASSWORDS],
  examples: [
    isThis('argon2id after a rollback', { account: account({ passwordHashAlgorithm: 'argon2id', passwordChangedAt: '2026-10-01T16:22:00Z' }), changes: [{ at: '2026-10-04T01:40:00Z', kind: 'rollback', service: 'auth-service', from: '4.12.0', to: '4.11.3', summary: 'Memory alarm' }], config: [{ service: 'auth-service', environment: 'production', key: 'PASSWORD_HASH_VERIFY', value: 'bcrypt,scrypt' }], logs: [failure('bad_password', { rule: 'no_verifier', details: { hashAlgorithm: 'argon2id', verifiers: ['bcrypt', 'scrypt'] } })], pattern: crowd([{ trait: 'password hash', value: 'argon2id', hit: 1, others: 0.02 }]) }),
    isThis('a library names the salt', { experience: { message: 'Invalid salt revision', symptom: 'my password is right' }, account: { passwordHashPrefix: '$2b$12$' } }),
    isOther('the hash is readable', { account: account(), config: [{ service: 'auth-service', environment: 'production', key: 'PASSWORD_HASH_VERIFY', value: 'argon2id,bcrypt' }], logs: [failure('bad_password', { rule: 'password_mismatch' })], pattern: onePerson }),
  ],
})

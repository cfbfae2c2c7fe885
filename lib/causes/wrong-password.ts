import { notSurePassword, stopsAtPassword } from '@/lib/signs/answers'
import { namesFromFewPlaces, namesFromManyPlaces, rapidTries } from '@/lib/signs/attacks'
import { authDeployed } from '@/lib/signs/changes'
import { manyWrongPasswords } from '@/lib/signs/combined'
import { cookieMissing, fewTries, oldSessionTried, steadyTries, strangeSource } from '@/lib/signs/details'
import { hashUnreadable, noVerifierFired } from '@/lib/signs/hash'
import { spellingMatters } from '@/lib/signs/identifiers'
import { clockAndCodes } from '@/lib/signs/mfa'
import { basicAuthPath, exactlyThePassword, federatedOnly, hashFormatNamed, longPasswordFails, mistyped, newFailOldWork, oddCharacters, oldFailNewWork, otherReasonNamed, passwordOverAge, recordMustChange, savedThenFails, wrongThenRight } from '@/lib/signs/passwords'
import { alone, attackShape } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { healthy, noPassword } from '@/lib/signs/record'
import { namesFromOnePlace, scriptedTries, stockNames } from '@/lib/signs/sources'
import { saysStrange } from '@/lib/signs/words'
import { encodingNamed, plainOneWorks, saveHook, shortOneWorks, strangeLetters } from '@/lib/signs/password-traits'
import { blankInName, keyboardFills, lookupEmpty } from '@/lib/signs/name-forms'
import { deletionMark, endNamed, lockMark, noPasswordSet, rightOneRefused, saysButton, signsInElsewhere, switchedOff } from '@/lib/signs/record-marks'
import { hostsOfTwoWorlds, otherWorldNamed } from '@/lib/signs/worlds'
import { approvalRejected, factorOnProgram, factorUnreachable } from '@/lib/signs/factor-fate'
import { ownerActs } from '@/lib/signs/attack-scale'
import { localOnlyRule } from '@/lib/signs/access-rules'
import { disabledAbroad, endedAbroad, expiredAbroad, lockedAbroad, unknownAbroad, wrongAbroad } from '@/lib/signs/tongues'
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
    { sign: wrongAbroad, for: 2, against: 0 },
    { sign: lockedAbroad, for: -5, against: 0 },
    { sign: disabledAbroad, for: -8, against: 0 },
    { sign: endedAbroad, for: -8, against: 0 },
    { sign: unknownAbroad, for: -8, against: 0 },
    { sign: expiredAbroad, for: -8, against: 0 },
    { sign: shortOneWorks, for: -6, against: 0 },
    { sign: plainOneWorks, for: -7, against: 0 },
    { sign: strangeLetters, for: -7, against: 0 },
    { sign: encodingNamed, for: -5, against: 0 },
    { sign: blankInName, for: -10, against: 0 },
    { sign: lookupEmpty, for: -12, against: 0 },
    { sign: rightOneRefused, for: -5, against: 0 },
    { sign: lockMark, for: -6, against: 0 },
    { sign: signsInElsewhere, for: -9, against: 0 },
    { sign: noPasswordSet, for: -12, against: 0 },
    { sign: saysButton, for: -5, against: 0 },
    { sign: saveHook, for: -6, against: 0 },
    { sign: endNamed, for: -7, against: 0 },
    { sign: switchedOff, for: -10, against: 0 },
    { sign: hostsOfTwoWorlds, for: -6, against: 0 },
    { sign: otherWorldNamed, for: -5, against: 0 },
    { sign: approvalRejected, for: -7, against: 0 },
    { sign: factorOnProgram, for: -6, against: 0 },
    { sign: ownerActs, for: -6, against: 0 },
    { sign: localOnlyRule, for: -7, against: 0 },
    { sign: deletionMark, for: -7, against: 0 },
    { sign: keyboardFills, for: -4, against: 0 },
    { sign: factorUnreachable, for: -6, against: 0 },
    { sign: cookieMissing, for: -10, against: 0 },
    { sign: rapidTries, for: -6, against: 0 },
    { sign: namesFromManyPlaces, for: -9, against: 0 },
    { sign: namesFromFewPlaces, for: -9, against: 0 },
    { sign: namesFromOnePlace, for: -12, against: 0 },
    { sign: stockNames, for: -5, against: 0 },
    { sign: exactlyThePassword, for: 1, against: 0 },
    { sign: otherReasonNamed, for: -12, against: 0 },
    { sign: mistyped, for: 3, against: 0 },
    { sign: wrongThenRight, for: 7, against: 0 },
    { sign: noPassword, for: -14, against: 1 },
    { sign: federatedOnly, for: -14, against: 0 },
    { sign: recordMustChange, for: -14, against: 0 },
    { sign: passwordOverAge, for: -14, against: 1 },
    { sign: longPasswordFails, for: -10, against: 0 },
    { sign: oddCharacters, for: -9, against: 0 },
    { sign: spellingMatters, for: -10, against: 0 },
    { sign: hashFormatNamed, for: -16, against: 0 },
    { sign: newFailOldWork, for: -8, against: 0 },
    { sign: oldFailNewWork, for: -10, against: 0 },
    { sign: savedThenFails, for: -6, against: 0 },
    { sign: clockAndCodes, for: -10, against: 0 },
    { sign: basicAuthPath, for: -3, against: 0 },
    { sign: reasonIs('account_locked'), for: -8, against: 0 },
    { sign: scriptedTries, for: -10, against: 0 },
    { sign: manyWrongPasswords, for: -8, against: 1 },
    { sign: reasonIs('bad_password', 'bad_username_or_password'), for: 5, against: -10 },
    { sign: healthy, for: 2, against: -8 },
    { sign: alone, for: 1, against: -8 },
    { sign: fewTries, for: 2, against: -6 },
    { sign: hashUnreadable, for: -12, against: 2 },
    { sign: noVerifierFired, for: -16, against: 2 },
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

import { askedForDeletion, deletionStated } from '@/lib/signs/account-states'
import { namesFromFewPlaces } from '@/lib/signs/attacks'
import { lookedUpNothing, nearTwin, nobodyOfThatName, otherAddressUsed, otherFormOfName, spellingMatters, twoSpellings } from '@/lib/signs/identifiers'
import { alone, unknownNamesTried } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { elsewhere, identifierDiffers, notHere } from '@/lib/signs/record'
import { namesFromOnePlace, stockNames } from '@/lib/signs/sources'
import { saysSignedUp } from '@/lib/signs/words'
import { blankInName, keyboardFills, lookupEmpty, nameParts, phoneForms } from '@/lib/signs/name-forms'
import { deletionMark } from '@/lib/signs/record-marks'
import { otherWorldNamed } from '@/lib/signs/worlds'
import { unknownAbroad } from '@/lib/signs/tongues'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'unknown-user',
  title: 'No such user',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'No record exists under the identifier that was typed.',
  why: 'A typing error, an old address, a name in place of an e-mail, or another tenant.',
  prior: -11,
  signs: [
    { sign: unknownAbroad, for: 7, against: 0 },
    { sign: lookupEmpty, for: 7, against: 0 },
    { sign: blankInName, for: -8, against: 0 },
    { sign: phoneForms, for: -8, against: 0 },
    { sign: keyboardFills, for: -4, against: 0 },
    { sign: nameParts, for: -4, against: 0 },
    { sign: deletionMark, for: -8, against: 0 },
    { sign: otherWorldNamed, for: -3, against: 0 },
    { sign: namesFromFewPlaces, for: -9, against: 0 },
    { sign: namesFromOnePlace, for: -12, against: 0 },
    { sign: stockNames, for: -7, against: 0 },
    { sign: nobodyOfThatName, for: 10, against: 0 },
    { sign: otherAddressUsed, for: 5, against: 0 },
    { sign: lookedUpNothing, for: 18, against: 0 },
    { sign: nearTwin, for: 6, against: 0 },
    { sign: spellingMatters, for: -9, against: 0 },
    { sign: twoSpellings, for: -12, against: 0 },
    { sign: otherFormOfName, for: -7, against: 0 },
    { sign: reasonIs('unknown_user'), for: 9, against: -8 },
    { sign: notHere, for: 6, against: -14 },
    { sign: elsewhere, for: -10, against: 2 },
    { sign: alone, for: 2, against: -7 },
    { sign: unknownNamesTried, for: -8, against: 0 },
    { sign: saysSignedUp, for: -4, against: 0 },
    { sign: identifierDiffers, for: -8, against: 0 },
    { sign: deletionStated, for: -8, against: 0 },
    { sign: askedForDeletion, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Find the identifier that the person has.',
    steps: [
      'Search by name and by phone for the record.',
      'Tell the person which kind of identifier to use, not which record exists.',
    ],
  },
  confirm: 'A search finds one record, and the person gets in with its identifier.',
  recoveries: [],
  prevention: 'Say on the form which identifier is meant; accept e-mail and user name alike.',
  mistakenFor: [
    { cause: 'wrong-environment', because: 'No other environment has a record.' },
    { cause: 'identifier-mismatch', because: 'No stored identifier resembles the one typed.' },
  ],
  reply:
    'We could not find an account under what you typed. Please try the e-mail address at which our ' +
    'messages reach you.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('nobody under this address', { accountSought: true, logs: [failure('unknown_user', { attempted: 'maya@exmaple.com' })], pattern: onePerson }),
    isOther('the record is in staging', { accountSought: true, elsewhere: [account({ environment: 'staging' })], experience: { symptom: 'Account not found, but I signed up' }, logs: [failure('unknown_user')], pattern: onePerson }),
  ],
})

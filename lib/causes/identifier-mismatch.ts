import { nobodyOfThatName, otherFormOfName, spellingMatters, twoSpellings } from '@/lib/signs/identifiers'
import { basicAuthPath, oddCharacters } from '@/lib/signs/passwords'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { identifierDiffers } from '@/lib/signs/record'
import { blankInName, keyboardFills, nameParts, phoneForms } from '@/lib/signs/name-forms'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'identifier-mismatch',
  title: 'Identifier in another spelling',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The identifier typed and the one stored differ only in case, spaces, dots or form.',
  why: 'Two parts of the system compare identifiers by different rules, so the same person is two names.',
  prior: -15,
  signs: [
    { sign: blankInName, for: 14, against: 0 },
    { sign: phoneForms, for: 12, against: 0 },
    { sign: keyboardFills, for: 7, against: 0 },
    { sign: nameParts, for: 7, against: 0 },
    { sign: spellingMatters, for: 14, against: 0 },
    { sign: twoSpellings, for: 14, against: 0 },
    { sign: otherFormOfName, for: 11, against: 0 },
    { sign: nobodyOfThatName, for: 5, against: 0 },
    { sign: basicAuthPath, for: -4, against: 0 },
    { sign: oddCharacters, for: -2, against: 0 },
    { sign: identifierDiffers, for: 20, against: -6 },
    { sign: reasonIs('unknown_user', 'bad_username_or_password'), for: 4, against: -3 },
    { sign: alone, for: 1, against: -2 },
  ],
  fix: {
    summary: 'Compare identifiers by one rule everywhere.',
    steps: [
      'Store a normalised key beside what the person typed: NFKC, lower case, trimmed.',
      'Use it in sign-in, reset and import alike.',
      'Merge the doubles that exist.',
    ],
  },
  confirm: 'Both spellings find the same record in sign-in and in reset.',
  recoveries: [],
  prevention: 'One function for identifiers, tested with case, spaces, dots and Unicode forms.',
  mistakenFor: [
    { cause: 'unknown-user', because: 'A record exists under another spelling.' },
  ],
  reply:
    'We found the fault on our side and are mending it. You did nothing wrong. Until then please type ' +
    'your address exactly as in our messages to you.',
  references: [OWASP_AUTHENTICATION, NIST_63B],
  examples: [
    isThis('capitals in the stored address', { account: account({ email: 'Maya@Example.com' }), logs: [failure('unknown_user', { attempted: 'maya@example.com' })], pattern: onePerson }),
    isOther('a healthy record under the very name', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

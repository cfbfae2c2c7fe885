import { surePassword } from '@/lib/signs/answers'
import { spellingMatters } from '@/lib/signs/identifiers'
import { saysOneEntryPath } from '@/lib/signs/messages'
import { basicAuthPath, hashFormatNamed, longPasswordFails, oddCharacters } from '@/lib/signs/passwords'
import { reasonIs } from '@/lib/signs/reason'
import { encodingNamed, passwordLong, plainOneWorks, strangeLetters } from '@/lib/signs/password-traits'
import { blankInName } from '@/lib/signs/name-forms'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B } from './references'

export default defineCause({
  slug: 'password-encoding-mismatch',
  title: 'Password is encoded differently',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'Characters outside ASCII reach the check as other bytes than they were stored.',
  why: 'One way in sends UTF-8 and another Latin-1, or a special character is not escaped.',
  prior: -18,
  signs: [
    { sign: plainOneWorks, for: 10, against: 0 },
    { sign: strangeLetters, for: 11, against: 0 },
    { sign: encodingNamed, for: 9, against: 0 },
    { sign: blankInName, for: -5, against: 0 },
    { sign: passwordLong, for: -4, against: 0 },
    { sign: oddCharacters, for: 15, against: 0 },
    { sign: basicAuthPath, for: 6, against: 0 },
    { sign: longPasswordFails, for: -5, against: 0 },
    { sign: spellingMatters, for: -6, against: 0 },
    { sign: hashFormatNamed, for: -8, against: 0 },
    { sign: saysOneEntryPath, for: 11, against: 0 },
    { sign: surePassword, for: 3, against: -4 },
    { sign: reasonIs('bad_password', 'bad_username_or_password'), for: 2, against: -3 },
  ],
  fix: {
    summary: 'Read credentials as UTF-8 on every way in.',
    steps: [
      'Try a test account with an umlaut and one without.',
      'Set the charset of Basic authentication to UTF-8 (RFC 7617).',
      'Normalise passwords to NFC before hashing, as before.',
    ],
  },
  confirm: 'The test password with an umlaut works on every way in.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They can choose a password of plain letters until it is mended.' },
  ],
  prevention: 'Keep a test account with special characters in its password.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The same password works on another way in.' },
    { cause: 'header-stripped', because: 'The header arrives; its bytes are read wrongly.' },
  ],
  reply:
    'The sign-in of that program does not accept every character yet. We are mending it; the web page' +
    ' works meanwhile. We never ask for your password or a code.',
  references: [{ title: 'RFC 7617, The Basic HTTP Authentication Scheme', url: 'https://www.rfc-editor.org/rfc/rfc7617' }, NIST_63B],
  examples: [
    isThis('Basic authentication only', { experience: { message: '401 Unauthorized', symptom: 'The web form works but curl fails, my password has an umlaut' }, logs: [failure('bad_password', { hop: 'api' })] }),
    isOther('refused everywhere', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

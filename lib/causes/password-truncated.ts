import { surePassword } from '@/lib/signs/answers'
import { hashUnreadable } from '@/lib/signs/hash'
import { saysOneEntryPath } from '@/lib/signs/messages'
import { hashFormatNamed, longPasswordFails, mistyped, oddCharacters } from '@/lib/signs/passwords'
import { reasonIs } from '@/lib/signs/reason'
import { lengthLimited } from '@/lib/signs/settings'
import { beyondHash, lengthRule, passwordLong, plainOneWorks, shortOneWorks } from '@/lib/signs/password-traits'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { NIST_63B, OWASP_PASSWORDS } from './references'

export default defineCause({
  slug: 'password-truncated',
  title: 'Password is cut off',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'One way in cuts a long password off, another takes it whole.',
  why: 'A form limits its length, or a hash reads the first 72 bytes only, so the two values differ.',
  prior: -18,
  signs: [
    { sign: passwordLong, for: 11, against: -8 },
    { sign: shortOneWorks, for: 11, against: 0 },
    { sign: lengthRule, for: 4, against: 0 },
    { sign: beyondHash, for: 26, against: 0 },
    { sign: plainOneWorks, for: -4, against: 0 },
    { sign: longPasswordFails, for: 15, against: 0 },
    { sign: mistyped, for: -2, against: 0 },
    { sign: hashFormatNamed, for: -14, against: 0 },
    { sign: oddCharacters, for: -3, against: 0 },
    { sign: lengthLimited, for: 10, against: 0 },
    { sign: saysOneEntryPath, for: 6, against: 0 },
    { sign: surePassword, for: 3, against: -4 },
    { sign: reasonIs('bad_password', 'bad_username_or_password'), for: 2, against: -3 },
    { sign: hashUnreadable, for: -8, against: 0 },
  ],
  fix: {
    summary: 'Use the same limit of at least 64 characters on every form.',
    steps: [
      'Compare the limits of sign-up, reset, sign-in and API.',
      'Take the shorter limit away and refuse what is too long with a message.',
      'Send a reset link to those who set a longer one.',
    ],
  },
  confirm: 'A password of 64 characters works on every way in.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They choose a shorter password and get in at once.' },
  ],
  prevention: 'Test sign-up and sign-in with 64 characters; NIST asks to accept that many.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'A short password works at once.' },
    { cause: 'hash-algorithm-mismatch', because: 'The kind of hash is readable; only the length decides.' },
  ],
  reply:
    'Please choose a new password with the link in our next e-mail, of up to 30 characters for now. ' +
    'We never ask for your password or a code.',
  references: [NIST_63B, OWASP_PASSWORDS],
  examples: [
    isThis('the form has a limit of its own', { experience: { message: 'Invalid username or password', symptom: 'My password manager made a long one. Short passwords work.' }, config: [{ service: 'web', key: 'login form password maxlength', value: '32' }] }),
    isOther('one mistyped password', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

import { shownByApi } from '@/lib/signs/answers'
import { mfaPolicyChanged } from '@/lib/signs/changes'
import { textPasswordOff } from '@/lib/signs/messages'
import { passwordOffStated, programAsksAgain } from '@/lib/signs/policies'
import { nothingArrives } from '@/lib/signs/proxies'
import { reasonIs } from '@/lib/signs/reason'
import { tokenExpiredNamed } from '@/lib/signs/tokens'
import { wayOff } from '@/lib/signs/access-rules'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'password-auth-disabled',
  title: 'Passwords are switched off here',
  bucket: 'policy',
  also: [],
  nature: 'fault',
  what: 'This way in takes no passwords any more; it wants a token, a key or single sign-on.',
  why: 'The vendor or an administrator ended passwords for APIs, git or old protocols.',
  prior: -16,
  signs: [
    { sign: nothingArrives, for: -10, against: 0 },
    { sign: wayOff, for: 12, against: 0 },
    { sign: tokenExpiredNamed, for: -9, against: 0 },
    { sign: reasonIs('method_disabled'), for: 14, against: -5 },
    { sign: textPasswordOff, for: 9, against: 0 },
    { sign: shownByApi, for: 3, against: -2 },
    { sign: mfaPolicyChanged, for: 2, against: 0 },
    { sign: passwordOffStated, for: 13, against: 0 },
    { sign: programAsksAgain, for: 4, against: 0 },
  ],
  fix: {
    summary: 'Use the way in that is left.',
    steps: [
      'Read which method the message asks for.',
      'Make a token with the smallest scope, or use single sign-on.',
      'Remove the password from the program.',
    ],
  },
  confirm: 'The program gets in with its token.',
  recoveries: [],
  prevention: 'Announce the end of a method to those who used it in the last month.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'The password is not looked at.' },
    { cause: 'mfa-required-noninteractive', because: 'No factor is asked for: passwords are off.' },
  ],
  reply:
    'This way of signing in takes no passwords any more. We will send you the steps for the new one. ' +
    'We never ask for your password or a code.',
  references: [RFC_OAUTH_SECURITY, { title: 'GitHub, Managing personal access tokens', url: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens' }],
  examples: [
    isThis('git wants a token', { experience: { message: 'Support for password authentication was removed. Please use a personal access token instead.', scope: 'everyone' } }),
    isOther('refused on the page', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

import { federatedOnly, hashFormatNamed, nullHash, passwordFormTried, saysSocialAccount } from '@/lib/signs/passwords'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { noPassword } from '@/lib/signs/record'
import { saysNever } from '@/lib/signs/words'
import { noPasswordSet, saysButton, signsInElsewhere } from '@/lib/signs/record-marks'
import { passwordLong, shortOneWorks } from '@/lib/signs/password-traits'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_AUTHENTICATION } from './references'

export default defineCause({
  slug: 'no-local-password',
  title: 'Account has no password',
  bucket: 'credential',
  also: [],
  nature: 'fault',
  what: 'The record has no password; the person signs in through a provider and now tries the form.',
  why: 'They signed up with a provider and do not remember it, or the form does not say so.',
  prior: -14,
  signs: [
    { sign: signsInElsewhere, for: 11, against: 0 },
    { sign: noPasswordSet, for: 13, against: 0 },
    { sign: saysButton, for: 7, against: 0 },
    { sign: passwordLong, for: -6, against: 0 },
    { sign: shortOneWorks, for: -6, against: 0 },
    { sign: passwordFormTried, for: 3, against: 0 },
    { sign: nullHash, for: 16, against: 0 },
    { sign: saysSocialAccount, for: 11, against: 0 },
    { sign: federatedOnly, for: 9, against: 0 },
    { sign: hashFormatNamed, for: -2, against: 0 },
    { sign: reasonIs('no_local_password'), for: 15, against: -4 },
    { sign: noPassword, for: 13, against: -12 },
    { sign: alone, for: 1, against: -2 },
    { sign: saysNever, for: 1, against: 0 },
  ],
  fix: {
    summary: 'The person uses the provider, or sets a password.',
    steps: [
      'Tell the person which button to use.',
      'Offer a reset link if they want a password as well.',
    ],
  },
  confirm: 'The person gets in with the provider’s button.',
  recoveries: [
    { action: 'send_reset_link', consequence: 'They can set a password beside the provider.' },
  ],
  prevention: 'Show the way that was used last on the sign-in page.',
  mistakenFor: [
    { cause: 'wrong-password', because: 'There is no password to be wrong.' },
  ],
  reply:
    'Please sign in with the button of the service that you signed up with. If you want a password as ' +
    'well, use the link in our next e-mail.',
  references: [OWASP_AUTHENTICATION],
  examples: [
    isThis('linked with a provider only', { account: account({ hasPassword: false, passwordHashAlgorithm: null, linked: ['Google'] }), logs: [failure('no_local_password')], pattern: onePerson }),
    isOther('there is a password', { account: account(), logs: [failure('bad_password')], pattern: onePerson }),
  ],
})

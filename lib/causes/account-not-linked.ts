import { disabledStated } from '@/lib/signs/account-states'
import { addressTaken, linkedOtherwise, otherSignInFirst, subjectRemade } from '@/lib/signs/assertions'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { saysSso, textLink } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { OIDC_CORE } from './references'

export default defineCause({
  slug: 'account-not-linked',
  title: 'E-mail belongs to another sign-in',
  bucket: 'idp_sso',
  also: [],
  nature: 'fault',
  what: 'A record with this e-mail exists and is linked with another provider.',
  why: 'The person signed up one way and now tries another; linking by e-mail alone would be unsafe.',
  prior: -14,
  signs: [
    { sign: disabledStated, for: -9, against: 0 },
    { sign: subjectRemade, for: -6, against: 0 },
    { sign: addressTaken, for: 7, against: 0 },
    { sign: otherSignInFirst, for: 14, against: 0 },
    { sign: linkedOtherwise, for: 6, against: 0 },
    { sign: reasonIs('account_link_conflict'), for: 14, against: -4 },
    { sign: textLink, for: 14, against: 0 },
    { sign: alone, for: 1, against: -2 },
    { sign: saysSso, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Sign in the first way, then link the second.',
    steps: [
      'Tell the person to use the way that they signed up with.',
      'Link the second provider from within the account.',
    ],
  },
  confirm: 'Both ways lead to the same account.',
  recoveries: [],
  prevention: 'Offer linking after a sign-in; name the first way in a mail, not on the page.',
  mistakenFor: [
    { cause: 'unknown-user', because: 'A record exists under this e-mail.' },
  ],
  reply: 'Please use the button with which you first signed in: the one you tried leads another way.',
  references: [OIDC_CORE],
  examples: [
    isThis('another provider first', { experience: { message: 'OAuthAccountNotLinked' }, logs: [failure('account_link_conflict')], pattern: onePerson }),
    isOther('no record at all', { accountSought: true, logs: [failure('unknown_user')], pattern: onePerson }),
  ],
})

import { addressTaken, attributeNotReleased, subjectRemade } from '@/lib/signs/assertions'
import { newcomers, seatsFull, seatsUsedUp, signUpClosed, signUpOff, signUpRefused } from '@/lib/signs/memberships'
import { textSignup } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { elsewhere, notHere } from '@/lib/signs/record'
import { saysNever, saysSso } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'

export default defineCause({
  slug: 'signup-disabled',
  title: 'New accounts are not made here',
  bucket: 'policy',
  also: ['idp_sso'],
  nature: 'fault',
  what: 'The person is known to the provider and has no record here, and none is made at sign-in.',
  why: 'Sign-up or automatic provisioning is off, or the sync has not run since they joined.',
  prior: -15,
  signs: [
    { sign: signUpClosed, for: 13, against: 0 },
    { sign: subjectRemade, for: -6, against: 0 },
    { sign: addressTaken, for: -9, against: 0 },
    { sign: attributeNotReleased, for: -7, against: 0 },
    { sign: textSignup, for: 6, against: 0 },
    { sign: reasonIs('user_not_provisioned'), for: 14, against: -4 },
    { sign: notHere, for: 5, against: -6 },
    { sign: saysNever, for: 4, against: 0 },
    { sign: saysSso, for: 2, against: 0 },
    { sign: elsewhere, for: -3, against: 0 },
    { sign: signUpRefused, for: 14, against: 0 },
    { sign: newcomers, for: 3, against: 0 },
    { sign: signUpOff, for: 13, against: 0 },
    { sign: seatsUsedUp, for: -10, against: 0 },
    { sign: seatsFull, for: -12, against: 0 },
  ],
  fix: {
    summary: 'Make or invite the account, or turn provisioning on for this provider.',
    steps: [
      'Make sure that no record stands under another address.',
      'Ask the owner whether this person should get in.',
      'Invite them, run the sync, or turn provisioning on.',
    ],
  },
  confirm: 'The person’s first sign-in makes or finds a record.',
  recoveries: [],
  prevention: 'Run the sync before a person’s first day, or provision at sign-in.',
  mistakenFor: [
    { cause: 'unknown-user', because: 'The provider vouches for the person; only our record is missing.' },
    { cause: 'seat-limit', because: 'Seats are free; making accounts is off.' },
    { cause: 'account-not-linked', because: 'No record stands under this address.' },
  ],
  reply:
    'You have no access here yet. The owner of your workspace can invite you; we tell them what ' +
    'is needed. We never ask for your password or a code.',
  references: [{ title: 'RFC 7644, SCIM: Protocol', url: 'https://www.rfc-editor.org/rfc/rfc7644' }],
  examples: [
    isThis('provisioning is off', { experience: { message: 'Account not provisioned', symptom: 'New employees cannot sign in by SSO, existing users work' }, accountSought: true, logs: [failure('user_not_provisioned')], pattern: onePerson }),
    isOther('a record with another provider', { experience: { message: 'OAuthAccountNotLinked' }, account: account(), logs: [failure('account_link_conflict')], pattern: onePerson }),
  ],
})

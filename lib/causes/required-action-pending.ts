import { actionStated, keptAtStep, openActions, passwordActionOpen } from '@/lib/signs/account-states'
import { subjectRemade } from '@/lib/signs/assertions'
import { openActionIsPassword, recordMustChange, saysWantsNew } from '@/lib/signs/passwords'
import { alone } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { onboardingOpen, unverified } from '@/lib/signs/record'
import { textNotSetUp } from '@/lib/signs/words'
import { setUpMissing, stepCode, stepLoop } from '@/lib/signs/open-steps'
import { mustChangeMark } from '@/lib/signs/record-marks'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { KEYCLOAK_ADMIN } from './references'

export default defineCause({
  slug: 'required-action-pending',
  title: 'A step of the set-up is open',
  bucket: 'policy',
  also: ['credential'],
  nature: 'fault',
  what: 'The account waits for a step: a profile field, terms, a new password.',
  why: 'The sign-in refuses until it is done, and the client in use cannot show it.',
  prior: -15,
  signs: [
    { sign: subjectRemade, for: -6, against: 0 },
    { sign: stepCode, for: 11, against: 0 },
    { sign: stepLoop, for: 6, against: 0 },
    { sign: setUpMissing, for: 10, against: 0 },
    { sign: mustChangeMark, for: -9, against: 0 },
    { sign: openActionIsPassword, for: -13, against: 0 },
    { sign: saysWantsNew, for: -7, against: 0 },
    { sign: recordMustChange, for: -17, against: 0 },
    { sign: reasonIs('required_action_pending'), for: 10, against: -4 },
    { sign: onboardingOpen, for: 11, against: -6 },
    { sign: textNotSetUp, for: 12, against: 0 },
    { sign: alone, for: 1, against: 0 },
    { sign: unverified, for: -6, against: 0 },
    { sign: actionStated, for: 10, against: 0 },
    { sign: keptAtStep, for: 8, against: 0 },
    { sign: openActions, for: 13, against: 0 },
    { sign: passwordActionOpen, for: -14, against: 0 },
  ],
  fix: {
    summary: 'Complete the open step in the browser.',
    steps: [
      'See which step is open.',
      'Ask the person to sign in once in a browser and complete it.',
    ],
  },
  confirm: 'The step is done and the client gets in.',
  recoveries: [],
  prevention: 'Show open steps in every client, or name them in the refusal.',
  mistakenFor: [
    { cause: 'email-not-verified', because: 'The address is verified.' },
  ],
  reply: 'Please sign in once in a web browser; there is one step to complete.',
  references: [KEYCLOAK_ADMIN],
  examples: [
    isThis('not fully set up', { experience: { message: 'Account is not fully set up' }, account: account({ onboardingCompletedAt: null }), logs: [failure('required_action_pending')], pattern: onePerson }),
    isOther('the address is unverified', { account: account({ emailVerifiedAt: null, lastLoginAt: null }), logs: [failure('email_not_verified')], pattern: onePerson }),
  ],
})

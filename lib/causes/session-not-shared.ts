import { laterWorks } from '@/lib/signs/answers'
import { secondTryWorks } from '@/lib/signs/assertions'
import { infraChanged, keyRotated } from '@/lib/signs/changes'
import { cookieMissing } from '@/lib/signs/details'
import { copiedToken, keptLocally, lostAtRestart, saysScaledOut, scaledOut, scales, secretPerProcess, severalInstances, startedAnew } from '@/lib/signs/sessions'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { notSticky } from '@/lib/signs/settings'
import { startedElsewhere, stateRefused } from '@/lib/signs/sign-in-flow'
import { saysOneInstance, saysRandomly } from '@/lib/signs/topics'
import { textSecret, textSessionSecret, textState } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OWASP_SESSIONS } from './references'

export default defineCause({
  slug: 'session-not-shared',
  title: 'Instances do not share sessions',
  bucket: 'token_session',
  also: ['config_drift'],
  nature: 'fault',
  what:
    'The request after the sign-in meets another instance that does not know the session or cannot read ' +
    'its cookie.',
  why: 'More than one instance runs without a shared store, shared keys or stickiness.',
  prior: -16,
  signs: [
    { sign: copiedToken, for: -5, against: 0 },
    { sign: secretPerProcess, for: 9, against: 0 },
    { sign: scales, for: 7, against: 0 },
    { sign: startedAnew, for: -5, against: 0 },
    { sign: saysScaledOut, for: 9, against: 0 },
    { sign: keyRotated, for: -6, against: 0 },
    { sign: lostAtRestart, for: -8, against: 0 },
    { sign: textSecret, for: -8, against: 0 },
    { sign: keptLocally, for: 11, against: 0 },
    { sign: scaledOut, for: 9, against: 0 },
    { sign: severalInstances, for: 5, against: 0 },
    { sign: secondTryWorks, for: 3, against: 0 },
    { sign: stateRefused, for: 4, against: 0 },
    { sign: startedElsewhere, for: -4, against: 0 },
    { sign: saysRandomly, for: 5, against: 0 },
    { sign: saysOneInstance, for: 5, against: 0 },
    { sign: notSticky, for: 9, against: 0 },
    { sign: textState, for: 6, against: 0 },
    { sign: reasonIs('session_not_found', 'state_mismatch'), for: 5, against: -2 },
    { sign: infraChanged, for: 3, against: -1 },
    { sign: laterWorks, for: 6, against: -3 },
    { sign: many, for: 2, against: -2 },
    { sign: cookieMissing, for: -6, against: 2 },
    { sign: textSessionSecret, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Share the store and the keys.',
    steps: [
      'Put sessions and key rings where all instances read them.',
      'Until then run one instance, or make the balancer sticky.',
    ],
  },
  confirm: 'Ten sign-ins in a row work through the balancer.',
  recoveries: [],
  prevention: 'Run two instances in the test environment.',
  mistakenFor: [
    { cause: 'login-state-lost', because: 'It happens by chance, whatever the person does.' },
    { cause: 'cookie-samesite-blocked', because: 'The cookie comes back.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OWASP_SESSIONS],
  examples: [
    isThis('since the second replica', { experience: { message: 'Correlation failed', symptom: 'Sometimes it works, sometimes not' }, answers: { 'what-makes-it-work': 'later_again' }, changes: [{ at: '2026-10-05T08:00:00Z', kind: 'infrastructure', service: 'web-app', summary: 'Scale to 3 replicas' }], logs: [failure('state_mismatch')] }),
    isOther('the cookie does not come back', { logs: [failure('cookie_missing', { details: { cookiePresent: false, embedded: true, browser: 'Safari' } })] }),
  ],
})

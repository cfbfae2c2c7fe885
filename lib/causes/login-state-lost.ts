import { laterWorks } from '@/lib/signs/answers'
import { infraChanged } from '@/lib/signs/changes'
import { chromiumOnly, installedApp, sameSiteShown } from '@/lib/signs/cookies'
import { cookieMissing } from '@/lib/signs/details'
import { noAnswerFromProviderPage } from '@/lib/signs/outages'
import { alone } from '@/lib/signs/pattern'
import { keptLocally, saysScaledOut, scaledOut, severalInstances } from '@/lib/signs/sessions'
import { callbackReplayed, freshStartWorks, startedElsewhere, stateRefused } from '@/lib/signs/sign-in-flow'
import { reasonIs } from '@/lib/signs/reason'
import { tokenExpiredNamed } from '@/lib/signs/tokens'
import { saysLinkOpened, saysOneInstance, saysRandomly } from '@/lib/signs/topics'
import { textSameSite, textState } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'login-state-lost',
  title: 'Sign-in state belongs elsewhere',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The way back from the provider meets another browser, window or a used state.',
  why: 'A link opened in another app, a back button, a second tab, or a page that was left open for long.',
  prior: -14,
  signs: [
    { sign: noAnswerFromProviderPage, for: -6, against: 0 },
    { sign: installedApp, for: 9, against: 0 },
    { sign: sameSiteShown, for: -9, against: 0 },
    { sign: chromiumOnly, for: -4, against: 0 },
    { sign: saysScaledOut, for: -6, against: 0 },
    { sign: tokenExpiredNamed, for: -8, against: 0 },
    { sign: stateRefused, for: 11, against: 0 },
    { sign: startedElsewhere, for: 6, against: 0 },
    { sign: freshStartWorks, for: 4, against: 0 },
    { sign: callbackReplayed, for: 13, against: 0 },
    { sign: keptLocally, for: -10, against: 0 },
    { sign: severalInstances, for: -4, against: 0 },
    { sign: scaledOut, for: -5, against: 0 },
    { sign: saysRandomly, for: -3, against: 0 },
    { sign: saysOneInstance, for: -6, against: 0 },
    { sign: saysLinkOpened, for: 3, against: 0 },
    { sign: reasonIs('state_mismatch', 'login_flow_expired'), for: 9, against: -3 },
    { sign: textState, for: 8, against: 0 },
    { sign: alone, for: 2, against: -1 },
    { sign: infraChanged, for: -4, against: 0 },
    { sign: cookieMissing, for: -3, against: 1 },
    { sign: textSameSite, for: -5, against: 0 },
    { sign: laterWorks, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Start the sign-in again in one window.',
    steps: [
      'Ask the person to open the application’s own address and sign in there.',
      'If it happens to many, look at who starts the flow and where it ends.',
    ],
  },
  confirm: 'A sign-in in a fresh window works.',
  recoveries: [],
  prevention: 'Show a page that starts the sign-in again instead of an error.',
  mistakenFor: [
    { cause: 'session-not-shared', because: 'It follows what the person did, not chance.' },
  ],
  reply: 'Please open our start page in a new window and sign in there, without the back button.',
  references: [RFC_OAUTH_SECURITY],
  examples: [
    isThis('the back button', { experience: { message: 'Invalid state parameter' }, logs: [failure('state_mismatch')], pattern: onePerson }),
    isOther('since the scale-out, by chance', { experience: { message: 'Correlation failed' }, answers: { 'what-makes-it-work': 'later_again' }, changes: [{ at: '2026-10-05T08:00:00Z', kind: 'infrastructure', service: 'web-app', summary: 'Scale to 3 replicas' }], logs: [failure('state_mismatch')] }),
  ],
})

import { stopsLater } from '@/lib/signs/answers'
import { clientChanged } from '@/lib/signs/changes'
import { ageConstant, notRefreshed } from '@/lib/signs/details'
import { tokenSignature } from '@/lib/signs/keys'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { clientTokensChanged, clocksDiffer, constantAge, expiredAtOnce, freshStartHelps, loggedOutWhileWorking, machineClock, refreshNotDone, reloadCures, timesOfTwoUnits, unitMistaken } from '@/lib/signs/tokens'
import { saysLogsOut } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OWASP_SESSIONS, RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'token-refresh-missing',
  title: 'Token is refreshed on page load only',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The page lets its access token run out because it asks for a new one only when it is loaded.',
  why: 'The lifetime of the token is shorter than the time that people leave the page open.',
  prior: -14,
  signs: [
    { sign: tokenSignature, for: -6, against: 0 },
    { sign: freshStartHelps, for: 7, against: 0 },
    { sign: timesOfTwoUnits, for: -13, against: 0 },
    { sign: loggedOutWhileWorking, for: 4, against: 0 },
    { sign: refreshNotDone, for: 9, against: 0 },
    { sign: reloadCures, for: 8, against: 0 },
    { sign: constantAge, for: 7, against: 0 },
    { sign: clientTokensChanged, for: 4, against: 0 },
    { sign: machineClock, for: -8, against: 0 },
    { sign: clocksDiffer, for: -10, against: 0 },
    { sign: unitMistaken, for: -10, against: 0 },
    { sign: expiredAtOnce, for: -6, against: 0 },
    { sign: ageConstant, for: 12, against: -8 },
    { sign: notRefreshed, for: 10, against: -8 },
    { sign: reasonIs('token_expired'), for: 5, against: -5 },
    { sign: saysLogsOut, for: 2, against: 0 },
    { sign: stopsLater, for: 6, against: -8 },
    { sign: many, for: 1, against: 0 },
    { sign: clientChanged, for: 1, against: 0 },
  ],
  fix: {
    summary: 'Let the client renew the token before it runs out.',
    steps: [
      'Refresh at 80% of the lifetime, and once on a 401, then repeat the call.',
      'Use one refresh for all tabs.',
      'Until then lengthen the access token within policy.',
    ],
  },
  confirm: 'A page left open for two lifetimes still works.',
  recoveries: [],
  prevention: 'A test that leaves a page open past the lifetime of its token.',
  mistakenFor: [
    { cause: 'token-expired', because: 'The failures come at one and the same page age.' },
    { cause: 'session-store-loss', because: 'The sessions are there; the token is what ran out.' },
    { cause: 'refresh-token-reuse', because: 'No refresh was tried.' },
  ],
  reply:
    'You are signed out because of a fault in our page; we are mending it. Until then, reload the page ' +
    'when you come back to it.',
  references: [RFC_OAUTH_SECURITY, OWASP_SESSIONS],
  examples: [
    isThis('every fifteen minutes', { experience: { symptom: 'It logs me out every 15 minutes' }, account: account(), logs: [901, 902, 900].map((pageAgeSeconds) => failure('token_expired', { hop: 'api', details: { pageAgeSeconds, tokenLifetimeSeconds: 900, refreshed: false } })), pattern: onePerson }),
    isOther('an old bookmark', { logs: [failure('token_expired', { hop: 'api' })] }),
  ],
})

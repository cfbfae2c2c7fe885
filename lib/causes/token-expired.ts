import { shownByApi } from '@/lib/signs/answers'
import { ageConstant, notRefreshed } from '@/lib/signs/details'
import { linkReadByMachine } from '@/lib/signs/mail'
import { reasonIs } from '@/lib/signs/reason'
import { copiedToken, credentialVersion, eachItsOwnToken, issuerEndedTokens } from '@/lib/signs/sessions'
import { clocksDiffer, constantAge, expiredAtOnce, expiredOrRevoked, freshStartHelps, futureToken, lifetimeStated, oldTokenKept, refreshNotDone, reloadCures, storedTokenEnded, timesOfTwoUnits, tokenExpiredNamed, unitMistaken } from '@/lib/signs/tokens'
import { saysLogsOut } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { RFC_JWT, RFC_OAUTH } from './references'

export default defineCause({
  slug: 'token-expired',
  title: 'Token has expired',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what: 'The token offered is past its time.',
  why: 'A bookmark with a token, a cached job, or a page that was idle for long.',
  prior: -13,
  signs: [
    { sign: credentialVersion, for: -6, against: 0 },
    { sign: freshStartHelps, for: -3, against: 0 },
    { sign: linkReadByMachine, for: -4, against: 0 },
    { sign: copiedToken, for: -4, against: 0 },
    { sign: eachItsOwnToken, for: -5, against: 0 },
    { sign: issuerEndedTokens, for: -5, against: 0 },
    { sign: timesOfTwoUnits, for: -11, against: 0 },
    { sign: storedTokenEnded, for: 13, against: 0 },
    { sign: lifetimeStated, for: 5, against: 0 },
    { sign: expiredOrRevoked, for: -9, against: 0 },
    { sign: tokenExpiredNamed, for: 13, against: 0 },
    { sign: oldTokenKept, for: 5, against: 0 },
    { sign: refreshNotDone, for: -4, against: 0 },
    { sign: constantAge, for: -4, against: 0 },
    { sign: reloadCures, for: -5, against: 0 },
    { sign: unitMistaken, for: -14, against: 0 },
    { sign: expiredAtOnce, for: -8, against: 0 },
    { sign: futureToken, for: -6, against: 0 },
    { sign: clocksDiffer, for: -8, against: 0 },
    { sign: reasonIs('token_expired', 'session_expired'), for: 11, against: -6 },
    { sign: ageConstant, for: -8, against: 0 },
    { sign: notRefreshed, for: -5, against: 0 },
    { sign: shownByApi, for: 2, against: 0 },
    { sign: reasonIs('login_flow_expired'), for: 6, against: 0 },
    { sign: saysLogsOut, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Sign in afresh, and let the client renew in time.',
    steps: [
      'Ask where the token comes from and how old it is.',
      'Let jobs ask for a token at each run.',
    ],
  },
  confirm: 'A fresh token is accepted.',
  recoveries: [],
  prevention: 'Renew before expiry; answer with what has expired in the internal log.',
  mistakenFor: [
    { cause: 'token-refresh-missing', because: 'The failures come at any age.' },
    { cause: 'clock-skew', because: 'The token is old, not from the future.' },
  ],
  reply: 'Your sign-in had run out. Please sign in again from our start page rather than from a bookmark.',
  references: [RFC_JWT, RFC_OAUTH],
  examples: [
    isThis('the library says so', { experience: { message: 'TokenExpiredError: jwt expired' }, logs: [failure('token_expired', { hop: 'api' })] }),
    isOther('at a constant age', { logs: [900, 901, 900].map((pageAgeSeconds) => failure('token_expired', { details: { pageAgeSeconds, tokenLifetimeSeconds: 900, refreshed: false } })) }),
  ],
})

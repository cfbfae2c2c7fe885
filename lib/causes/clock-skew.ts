import { laterWorks } from '@/lib/signs/answers'
import { idTokenTime } from '@/lib/signs/assertions'
import { codesOff, skewed } from '@/lib/signs/details'
import { clockAndCodes, codesRefused, resyncHelps } from '@/lib/signs/mfa'
import { reasonIs } from '@/lib/signs/reason'
import { clockLookedAt, clockRight, clocksDiffer, futureToken, machineClock, secondsApart, someMachines, timesOfTwoUnits, unitMistaken } from '@/lib/signs/tokens'
import { textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { account, failure, isOther, isThis, onePerson } from './example'
import { OIDC_CORE, RFC_JWT } from './references'

export default defineCause({
  slug: 'clock-skew',
  title: 'Clocks of two machines differ',
  bucket: 'token_session',
  also: [],
  nature: 'fault',
  what:
    'The clock that issued a token and the clock that checks it differ, so a fresh token seems to be from' +
    ' the future or already old.',
  why: 'One server or device lost its time service.',
  prior: -14,
  signs: [
    { sign: idTokenTime, for: -8, against: 0 },
    { sign: clockLookedAt, for: 6, against: 0 },
    { sign: clockRight, for: -12, against: 0 },
    { sign: secondsApart, for: -5, against: 0 },
    { sign: timesOfTwoUnits, for: -9, against: 0 },
    { sign: futureToken, for: 14, against: 0 },
    { sign: machineClock, for: 11, against: 0 },
    { sign: clocksDiffer, for: 9, against: 0 },
    { sign: someMachines, for: 4, against: 0 },
    { sign: codesRefused, for: -9, against: 0 },
    { sign: clockAndCodes, for: -9, against: 0 },
    { sign: resyncHelps, for: -6, against: 0 },
    { sign: unitMistaken, for: -10, against: 0 },
    { sign: textSaml, for: -5, against: 0 },
    { sign: skewed, for: 12, against: -8 },
    { sign: reasonIs('token_not_yet_valid'), for: 8, against: -4 },
    { sign: reasonIs('saml_assertion_time'), for: 5, against: 0 },
    { sign: laterWorks, for: 3, against: -2 },
    { sign: codesOff, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Set the clock right.',
    steps: [
      'See which host is off, and by how much.',
      'Restart its time service and take it out of rotation until it is right.',
      'Allow a minute of leeway where tokens are checked, no more.',
    ],
  },
  confirm: 'The host’s offset is below a second and its refusals stop.',
  recoveries: [],
  prevention: 'Alert at an offset of a second; run a time service on every host.',
  mistakenFor: [
    { cause: 'token-expired', because: 'The token is from the future, not old.' },
    { cause: 'totp-clock-drift', because: 'A token is refused, not a code.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. Please try again in a few minutes.',
  references: [RFC_JWT, OIDC_CORE],
  examples: [
    isThis('one host four minutes behind', { account: account(), logs: [failure('token_not_yet_valid', { hop: 'api', host: 'api-3', details: { clockSkewSeconds: 245 } })], pattern: onePerson }),
    isOther('the token is old', { logs: [failure('token_expired', { hop: 'api' })] }),
  ],
})

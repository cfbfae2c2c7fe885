import { assertionEarlyOrLate, hostClockOff, idTokenTime, secondTryWorks } from '@/lib/signs/assertions'
import { laterWorks } from '@/lib/signs/answers'
import { clockNamed } from '@/lib/signs/combined'
import { skewed } from '@/lib/signs/details'
import { textAssertionTime } from '@/lib/signs/messages'
import { reasonIs } from '@/lib/signs/reason'
import { skewSmall } from '@/lib/signs/settings'
import { clockRight, secondsApart } from '@/lib/signs/tokens'
import { saysRandomly } from '@/lib/signs/topics'
import { saysFuture, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis, onePerson } from './example'
import { OWASP_SAML } from './references'

export default defineCause({
  slug: 'assertion-clock-skew',
  title: 'Assertion misses its time by seconds',
  bucket: 'idp_sso',
  also: ['token_session'],
  nature: 'fault',
  what: 'The provider’s clock and ours differ by seconds, and the assertion is read too early or too late.',
  why: 'An assertion is valid for minutes, from the provider’s own second on. No tolerance is set.',
  prior: -16,
  signs: [
    { sign: idTokenTime, for: 10, against: 0 },
    { sign: clockRight, for: -8, against: 0 },
    { sign: secondsApart, for: 10, against: 0 },
    { sign: assertionEarlyOrLate, for: 8, against: 0 },
    { sign: hostClockOff, for: 4, against: 0 },
    { sign: secondTryWorks, for: 3, against: 0 },
    { sign: saysRandomly, for: 4, against: 0 },
    { sign: skewSmall, for: 6, against: 0 },
    { sign: clockNamed, for: 4, against: 0 },
    { sign: reasonIs('saml_assertion_time'), for: 14, against: -5 },
    { sign: textAssertionTime, for: 11, against: 0 },
    { sign: textSaml, for: 4, against: 0 },
    { sign: laterWorks, for: 4, against: -2 },
    { sign: skewed, for: 4, against: -4 },
    { sign: reasonIs('token_not_yet_valid'), for: -4, against: 0 },
    { sign: saysFuture, for: 2, against: 0 },
  ],
  fix: {
    summary: 'Synchronise the clocks and allow a minute of skew.',
    steps: [
      'Compare the assertion’s times with our clock.',
      'Start time synchronisation on the host that is off.',
      'Allow 60 seconds of difference, not more.',
    ],
  },
  confirm: 'Ten sign-ins in a row pass.',
  recoveries: [],
  prevention: 'Alert when a host’s clock is off by more than five seconds.',
  mistakenFor: [
    { cause: 'clock-skew', because: 'The provider’s assertion fails, not a token of ours.' },
    { cause: 'sso-audience-mismatch', because: 'Some attempts pass.' },
    { cause: 'totp-clock-drift', because: 'No code is involved.' },
  ],
  reply:
    'We found the fault on our side and are mending it. You did nothing wrong. Please try again later' +
    ' today. A second try often works meanwhile.',
  references: [OWASP_SAML, { title: 'OASIS SAML 2.0 Core, 2.5.1: Conditions', url: 'https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf' }],
  examples: [
    isThis('not yet valid, by chance', { experience: { message: 'SAML response is not yet valid', variation: 'some attempts succeed' }, logs: [failure('saml_assertion_time', { hop: 'idp' })] }),
    isOther('a token on one host', { logs: [failure('token_not_yet_valid', { hop: 'api', host: 'api-3', details: { clockSkewSeconds: 245 } })], pattern: onePerson }),
  ],
})

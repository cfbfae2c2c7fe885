import { audienceUnlikeSetting, issuerNotTheSame, issuerUnlikeSetting, loginAudience, providerIdToken, selfSetUp } from '@/lib/signs/assertions'
import { shownByApi } from '@/lib/signs/answers'
import { upgraded } from '@/lib/signs/changes'
import { audienceDiffers } from '@/lib/signs/details'
import { reasonIs } from '@/lib/signs/reason'
import { apiChecks, workloadChecks } from '@/lib/signs/tokens'
import { textBearer } from '@/lib/signs/topics'
import { saysSso, textAudience, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OIDC_CORE, OWASP_SAML } from './references'

export default defineCause({
  slug: 'sso-audience-mismatch',
  title: 'Assertion is for another application',
  bucket: 'idp_sso',
  also: ['token_session', 'config_drift'],
  nature: 'fault',
  what: 'The audience of the assertion or ID token is not this application.',
  why: 'The entity id or client id differs between the two sides, often since an upgrade.',
  prior: -15,
  signs: [
    { sign: audienceUnlikeSetting, for: 7, against: 0 },
    { sign: issuerUnlikeSetting, for: -7, against: 0 },
    { sign: issuerNotTheSame, for: -8, against: 0 },
    { sign: providerIdToken, for: 6, against: 0 },
    { sign: workloadChecks, for: -10, against: 0 },
    { sign: apiChecks, for: -5, against: 0 },
    { sign: loginAudience, for: 14, against: 0 },
    { sign: selfSetUp, for: 3, against: 0 },
    { sign: textBearer, for: -4, against: 0 },
    { sign: reasonIs('saml_audience_mismatch'), for: 14, against: -5 },
    { sign: reasonIs('token_audience_mismatch'), for: 5, against: 0 },
    { sign: textAudience, for: 13, against: 0 },
    { sign: audienceDiffers, for: 4, against: -2 },
    { sign: textSaml, for: 7, against: 0 },
    { sign: saysSso, for: 3, against: 0 },
    { sign: upgraded, for: 2, against: 0 },
    { sign: shownByApi, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Let both sides name the application alike.',
    steps: [
      'Compare the audience received with our entity id or client id.',
      'Correct the one that is not as agreed.',
    ],
  },
  confirm: 'A response of the provider is accepted.',
  recoveries: [],
  prevention: 'Test a sign-in through each provider before a release.',
  mistakenFor: [
    { cause: 'token-audience-mismatch', because: 'It is the provider’s response, not a token at an API.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OWASP_SAML, OIDC_CORE],
  examples: [
    isThis('an old entity id', { experience: { symptom: 'SAML login is refused' }, logs: [failure('saml_audience_mismatch', { details: { compared: 'audience', expected: 'https://app.example.com', actual: 'app-old' } })] }),
    isOther('a token at an API', { logs: [failure('token_audience_mismatch', { hop: 'api', details: { compared: 'aud', expected: 'a', actual: 'b' } })] }),
  ],
})

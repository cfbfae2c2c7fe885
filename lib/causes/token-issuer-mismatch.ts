import { audienceUnlikeSetting, issuerUnlikeSetting, loginIssuer } from '@/lib/signs/assertions'
import { shownByApi } from '@/lib/signs/answers'
import { issuerDiffers } from '@/lib/signs/details'
import { reasonIs } from '@/lib/signs/reason'
import { apiChecks, bearerAudience, bearerIssuer, issuerSettingsDiffer, loginClientChecks, newIssuerAddress, workloadChecks } from '@/lib/signs/tokens'
import { textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OIDC_CORE, RFC_JWT } from './references'

export default defineCause({
  slug: 'token-issuer-mismatch',
  title: 'Token is from another issuer',
  bucket: 'token_session',
  also: ['idp_sso', 'config_drift'],
  nature: 'fault',
  what: 'The token’s issuer is not the one that the API trusts.',
  why: 'A slash, another host, a tenant or an environment differs between the two settings.',
  prior: -15,
  signs: [
    { sign: audienceUnlikeSetting, for: -7, against: 0 },
    { sign: issuerUnlikeSetting, for: 10, against: 0 },
    { sign: bearerAudience, for: -8, against: 0 },
    { sign: workloadChecks, for: 9, against: 0 },
    { sign: bearerIssuer, for: 12, against: 0 },
    { sign: apiChecks, for: 7, against: 0 },
    { sign: newIssuerAddress, for: 3, against: 0 },
    { sign: issuerSettingsDiffer, for: 5, against: 0 },
    { sign: loginClientChecks, for: -8, against: 0 },
    { sign: loginIssuer, for: -10, against: 0 },
    { sign: reasonIs('token_issuer_mismatch'), for: 9, against: -6 },
    { sign: issuerDiffers, for: 5, against: -4 },
    { sign: shownByApi, for: 2, against: -2 },
    { sign: textSaml, for: -5, against: 0 },
  ],
  fix: {
    summary: 'Let both sides name the issuer alike.',
    steps: [
      'Compare the two values character by character, the last slash included.',
      'Correct the setting that is not as the provider’s discovery document has it.',
    ],
  },
  confirm: 'The API accepts a fresh token.',
  recoveries: [],
  prevention: 'Read the issuer from the discovery document rather than typing it.',
  mistakenFor: [
    { cause: 'token-audience-mismatch', because: 'The audience is right.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OIDC_CORE, RFC_JWT],
  examples: [
    isThis('a slash too few', { logs: [failure('token_issuer_mismatch', { hop: 'api', details: { compared: 'iss', expected: 'https://id.example.com/', actual: 'https://id.example.com' } })] }),
    isOther('the audience differs', { logs: [failure('token_audience_mismatch', { details: { compared: 'aud', expected: 'a', actual: 'b' } })] }),
  ],
})

import { audienceUnlikeSetting, companyMoved, issuerNotTheSame, issuerUnlikeSetting, loginIssuer, providerRenamed } from '@/lib/signs/assertions'
import { shownByApi } from '@/lib/signs/answers'
import { idpChanged } from '@/lib/signs/changes'
import { issuerDiffers } from '@/lib/signs/details'
import { reasonIs } from '@/lib/signs/reason'
import { issuerSet } from '@/lib/signs/settings'
import { apiChecks, workloadChecks } from '@/lib/signs/tokens'
import { saysDiscovery, textBearer } from '@/lib/signs/topics'
import { saysSso, textIssuer, textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { OIDC_CORE, OWASP_SAML } from './references'

export default defineCause({
  slug: 'sso-issuer-mismatch',
  title: 'Provider’s issuer is not the expected one',
  bucket: 'idp_sso',
  also: ['token_session', 'config_drift'],
  nature: 'fault',
  what: 'The assertion or ID token names another issuer than the one configured.',
  why: 'A custom domain, an internal host, a tenant or a slash changed on one side.',
  prior: -15,
  signs: [
    { sign: audienceUnlikeSetting, for: -5, against: 0 },
    { sign: issuerUnlikeSetting, for: 9, against: 0 },
    { sign: issuerNotTheSame, for: 10, against: 0 },
    { sign: workloadChecks, for: -10, against: 0 },
    { sign: apiChecks, for: -6, against: 0 },
    { sign: loginIssuer, for: 12, against: 0 },
    { sign: providerRenamed, for: 6, against: 0 },
    { sign: companyMoved, for: 3, against: 0 },
    { sign: textBearer, for: -6, against: 0 },
    { sign: issuerSet, for: 4, against: 0 },
    { sign: saysDiscovery, for: 6, against: 0 },
    { sign: reasonIs('saml_issuer_mismatch'), for: 13, against: -5 },
    { sign: reasonIs('token_issuer_mismatch'), for: 8, against: 0 },
    { sign: textIssuer, for: 9, against: 0 },
    { sign: issuerDiffers, for: 5, against: -3 },
    { sign: textSaml, for: 4, against: 0 },
    { sign: saysSso, for: 3, against: 0 },
    { sign: idpChanged, for: 4, against: 0 },
    { sign: shownByApi, for: -4, against: 0 },
  ],
  fix: {
    summary: 'Take the issuer from the provider’s metadata.',
    steps: [
      'Compare expected and received in the log.',
      'Load the metadata of this environment again.',
    ],
  },
  confirm: 'A response of the provider is accepted.',
  recoveries: [],
  prevention: 'Refresh metadata by its address rather than by hand.',
  mistakenFor: [
    { cause: 'token-issuer-mismatch', because: 'It is the provider’s response, not a token at an API.' },
    { cause: 'sso-audience-mismatch', because: 'The audience is right.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [OIDC_CORE, OWASP_SAML],
  examples: [
    isThis('another entity id', { experience: { symptom: 'SSO fails since the new identity provider' }, logs: [failure('saml_issuer_mismatch', { details: { compared: 'issuer', expected: 'https://idp.example.com', actual: 'https://login.example.com' } })] }),
    isOther('a bearer token at an API', { logs: [failure('token_issuer_mismatch', { hop: 'api', details: { compared: 'iss', expected: 'a', actual: 'b' } })] }),
  ],
})

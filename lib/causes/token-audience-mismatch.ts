import { audienceUnlikeSetting, issuerUnlikeSetting, loginAudience, providerIdToken } from '@/lib/signs/assertions'
import { shownByApi } from '@/lib/signs/answers'
import { audienceDiffers } from '@/lib/signs/details'
import { reasonIs } from '@/lib/signs/reason'
import { apiChecks, bearerAudience, bearerIssuer, loginClientChecks, workloadChecks } from '@/lib/signs/tokens'
import { textSaml } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { RFC_JWT, RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'token-audience-mismatch',
  title: 'Token is for another audience',
  bucket: 'token_session',
  also: ['idp_sso', 'config_drift'],
  nature: 'fault',
  what: 'The token that the API gets was issued for another one.',
  why: 'The client asks for the wrong audience or resource, or the API’s expected value was changed.',
  prior: -14,
  signs: [
    { sign: audienceUnlikeSetting, for: 9, against: 0 },
    { sign: issuerUnlikeSetting, for: -8, against: 0 },
    { sign: bearerIssuer, for: -6, against: 0 },
    { sign: providerIdToken, for: -6, against: 0 },
    { sign: workloadChecks, for: 9, against: 0 },
    { sign: bearerAudience, for: 14, against: 0 },
    { sign: apiChecks, for: 6, against: 0 },
    { sign: loginClientChecks, for: -6, against: 0 },
    { sign: loginAudience, for: -8, against: 0 },
    { sign: reasonIs('token_audience_mismatch'), for: 13, against: -6 },
    { sign: audienceDiffers, for: 9, against: -4 },
    { sign: shownByApi, for: 3, against: -3 },
    { sign: textSaml, for: -6, against: 0 },
  ],
  fix: {
    summary: 'Ask for the token of this API.',
    steps: [
      'Compare the audience sent with the one expected; both stand in the log.',
      'Set the audience or scope in the client, or the expected value in the API.',
    ],
  },
  confirm: 'The API accepts a fresh token.',
  recoveries: [],
  prevention: 'Name audiences by environment in one place, and test a token against each API.',
  mistakenFor: [
    { cause: 'token-issuer-mismatch', because: 'The issuer is the trusted one.' },
    { cause: 'sso-audience-mismatch', because: 'It is a bearer token at an API, not an assertion.' },
  ],
  reply: 'The program that you use asks for the wrong permission. Its settings need a change; here is whom to ask.',
  references: [RFC_JWT, RFC_OAUTH_SECURITY],
  examples: [
    isThis('billing token at the reports API', { logs: [failure('token_audience_mismatch', { hop: 'api', details: { compared: 'aud', expected: 'https://api.example.com/reports', actual: 'https://api.example.com/billing' } })] }),
    isOther('the issuer differs', { logs: [failure('token_issuer_mismatch', { hop: 'api', details: { compared: 'iss', expected: 'https://id.example.com/', actual: 'https://id.example.com' } })] }),
  ],
})

import { OAUTH2_PROXY_TEXTS } from './codes/oauth2-proxy'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /AuthSuccess\]? Authenticated via \w{2,20}/, reason: 'success', outcome: 'success' },
  { says: /id token issued by a different provider, expected \\?"(?<expected>[^"\\]{1,300})\\?" got \\?"(?<actual>[^"\\]{1,300})/, reason: 'token_issuer_mismatch', compared: 'iss' },
  { says: /issuer did not match the issuer returned by provider, expected \\?"(?<expected>[^"\\]{1,300})\\?" got \\?"(?<actual>[^"\\]{1,300})/, reason: 'token_issuer_mismatch', compared: 'iss' },
  { says: /expected audience \\?"(?<expected>[^"\\]{1,300})\\?" got \[?\\?"(?<actual>[^"\\\]]{1,300})/, reason: 'token_audience_mismatch', compared: 'aud' },
  { says: /email in id_token \((?<user>[^)]{1,200})\) isn't verified/, reason: 'email_not_verified' },
  { says: /request host (?<actual>[\w.:\\"-]{1,200}) did not match any of the specific cookie domains \\?"?(?<expected>[\w.,:-]{1,200})/, reason: 'cookie_missing', compared: 'cookie_domain' },
  { says: /Rejecting invalid redirect \\?"(?<actual>[^"\\]{1,300})/, reason: 'redirect_uri_mismatch', compared: 'redirect_uri' },
]

export default defineFormat({
  id: 'oauth2-proxy',
  reach: 'product',
  title: 'oauth2-proxy',
  vendor: 'oauth2-proxy',
  about: 'Lines of the authentication log ([AuthFailure]) and of the standard log ([file.go:line]).',
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview#logging-configuration'],
  ...bySentences({ hop: 'gateway', table: OAUTH2_PROXY_TEXTS, rows: ROWS, always: true, mark: /\[?Auth(?:Failure|Success)\]? (?:Invalid|Authenticated|Permission)|oauth2[_-]proxy|\[[\w-]{2,40}\.go:\d{1,5}\]|retrieving session from token in Authorization header|Error loading cookied session/ }),
  samples: [
    { name: 'the cookie did not come back', raw: '[2026/03/02 08:00:00] [AuthFailure] Invalid authentication via OAuth2: unable to obtain CSRF cookie', facts: { reason: 'cookie_missing', at: '2026-03-02T08:00:00.000Z' } },
    { name: 'another issuer', raw: 'Error retrieving session from token in Authorization header: [unable to verify bearer token, oidc: id token issued by a different provider, expected "https://login.example.com/v2.0" got "https://sts.example.com/"]', facts: { reason: 'token_issuer_mismatch', details: { compared: 'iss', expected: 'https://login.example.com/v2.0', actual: 'https://sts.example.com/' } } },
  ],
  rejects: ['oidc: token is expired', 'session does not exist', '[main.go:12] listening'],
})

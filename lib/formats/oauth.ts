import { OAUTH_CODES } from './codes/oauth'
import { lookUp } from './codes/code'
import { defineFormat, type Line } from './define'
import { envelopeOf, spokenText } from './envelope'
import { isRecord } from './error-text'
import { firstText, folded, textOf } from './json'
import { rowOf, readRow, type Row } from './rows'
import type { EventFactsInput } from '@/lib/evidence/event'

const BEARER = /Bearer\b[^\n]{0,200}?\berror="([a-z_]{4,40})"/
const QUERY = /[?&#]error=([a-z_]{4,40})\b/
const QUOTED = /["']?\berror["']?\s{0,3}[:=]\s{0,3}["']([a-z_]{4,40})["']/
const NAMED = /\b(?:oauth2?|OAuth2Error|OPError|ResponseBodyError|RPError)[^\n]{0,40}?["': ]([a-z]{4,30}(?:_[a-z]{2,20}){1,3})\b/i
const DESCRIBED = /error_description["']?\s{0,3}[:=]\s{0,3}["']?([^"'&\n]{3,300})/

/** What the description adds: the code alone covers several causes. */
const DESCRIPTIONS: readonly Row[] = [
  { says: /redirect[_ ]ur[il](?: (?<actual>https?:[^\s]{1,300}))?.{0,60}(?:mismatch|not (?:match|allowed|registered|valid)|invalid)|redirect_uri_mismatch/i, reason: 'redirect_uri_mismatch', compared: 'redirect_uri' },
  { says: /PKCE|code.?verifier|code.?challenge/i, reason: 'state_mismatch' },
  { says: /(?:refresh token|token).{0,40}(?:reuse|already used|rotated)/i, reason: 'refresh_token_reused' },
  { says: /refresh.?token.{0,40}(?:expired|invalid|revoked|not found|inactive)/i, reason: 'refresh_token_invalid' },
  { says: /(?:authorization )?code.{0,40}(?:expired|invalid|already (?:been )?(?:used|redeemed)|not found)/i, reason: 'code_exchange_failed' },
  { says: /token.{0,30}(?:has )?expired|expired.{0,20}token/i, reason: 'token_expired' },
  { says: /audience/i, reason: 'token_audience_mismatch', compared: 'aud' },
  { says: /issuer/i, reason: 'token_issuer_mismatch', compared: 'iss' },
  { says: /signature/i, reason: 'token_signature_invalid' },
  { says: /(?:invalid|wrong|bad) (?:user )?credentials|username or password|bad password/i, reason: 'bad_username_or_password' },
  { says: /account.{0,20}locked|locked out/i, reason: 'account_locked' },
  { says: /account.{0,20}(?:disabled|inactive)|user.{0,20}(?:disabled|inactive)/i, reason: 'account_disabled' },
  { says: /not fully set up|required action/i, reason: 'required_action_pending' },
  { says: /(?:email|account).{0,30}not (?:been )?(?:verified|confirmed)|verify your email/i, reason: 'email_not_verified' },
  { says: /not assigned|not authori[sz]ed for this (?:application|client)/i, reason: 'user_not_assigned' },
  { says: /MFA|multi-?factor|second factor/i, reason: 'mfa_required', outcome: 'challenge' },
]

function codeOf(line: Line): string | undefined {
  if (isRecord(line)) return undefined
  const keys = folded(line.json)
  const named = line.json === null ? (BEARER.exec(line.text)?.[1] ?? QUERY.exec(line.text)?.[1] ?? QUOTED.exec(line.text)?.[1] ?? NAMED.exec(line.text)?.[1]) : textOf(keys.error)
  return named !== undefined && lookUp(OAUTH_CODES, named) ? named : undefined
}

function read(line: Line): EventFactsInput {
  const named = codeOf(line)
  const keys = folded(line.json)
  const description = firstText(keys.error_description, keys.message) ?? DESCRIBED.exec(line.text)?.[1]?.replaceAll('+', ' ').replaceAll('%20', ' ')
  const reason = lookUp(OAUTH_CODES, named)?.reason ?? 'unknown'
  const known: EventFactsInput = { ...envelopeOf(line), hop: BEARER.test(line.text) ? 'api' : 'idp', outcome: reason === 'mfa_required' ? 'challenge' : reason === 'interrupt' ? 'info' : 'failure', reason, code: named, message: [named, description ?? spokenText(line)].filter(Boolean).join(': ').slice(0, 1000) }
  const said = description === undefined ? null : rowOf(DESCRIPTIONS, description)
  return said ? { ...readRow(said, known), code: named } : known
}

export default defineFormat({
  id: 'oauth',
  reach: 'protocol',
  title: 'OAuth 2.0 and OpenID Connect errors',
  vendor: 'Any provider',
  about: 'The error of a redirect, of a token endpoint and of a resource server, wherever it is quoted. The description is free text: what is commonly written there is read, the code counts otherwise.',
  references: ['https://www.rfc-editor.org/rfc/rfc6749#section-5.2', 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1', 'https://openid.net/specs/openid-connect-core-1_0.html#AuthError', 'https://www.rfc-editor.org/rfc/rfc9470'],
  recognise: (line) => codeOf(line) !== undefined,
  read,
  samples: [
    { name: 'a token endpoint', raw: { error: 'invalid_client', error_description: 'Client authentication failed' }, facts: { reason: 'client_secret_invalid', code: 'invalid_client' } },
    { name: 'a resource server', raw: 'WWW-Authenticate: Bearer realm="api", error="invalid_token", error_description="The access token expired"', facts: { reason: 'token_expired', hop: 'api' } },
    { name: 'a redirect', raw: 'GET /callback?error=login_required&state=x', facts: { reason: 'session_not_found', code: 'login_required' } },
    { name: 'a code that was used twice', raw: '{"error":"invalid_grant","error_description":"Authorization code has already been used"}', facts: { reason: 'code_exchange_failed' } },
  ],
  rejects: ['invalid_client', { error: 'out_of_stock' }, 'GET /search?error=none'],
})

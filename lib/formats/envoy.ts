import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /Jwt is missing|jwt_authn_access_denied\{Jwt_is_missing/, reason: 'session_not_found', code: 'Jwt is missing' },
  { says: /Jwt is expired|Jwt_is_expired/, reason: 'token_expired', code: 'Jwt is expired' },
  { says: /Jwt not yet valid|Jwt_not_yet_valid/, reason: 'token_not_yet_valid', code: 'Jwt not yet valid' },
  { says: /Jwt issuer is not configured|Jwt_issuer_is_not_configured/, reason: 'token_issuer_mismatch', code: 'Jwt issuer is not configured', compared: 'iss' },
  { says: /Audiences in Jwt are not allowed|Audiences_in_Jwt_are_not_allowed/, reason: 'token_audience_mismatch', code: 'Audiences in Jwt are not allowed', compared: 'aud' },
  { says: /Jwt verification fails|Jwt_verification_fails/, reason: 'token_signature_invalid', code: 'Jwt verification fails' },
  { says: /Jwks remote fetch is failed|Jwks_remote_fetch_is_failed/, reason: 'idp_unreachable', code: 'Jwks remote fetch is failed' },
  { says: /Jwks doesn't have key to match kid or alg from Jwt|Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt/, reason: 'token_signature_invalid', code: 'no matching key', compared: 'kid' },
  { says: /rbac_access_denied_matched_policy\[(?<rule>[^\]]{1,120})\]|RBAC: access denied/, reason: 'access_denied', code: 'RBAC' },
  { says: /\blocal_rate_limited\b|\brequest_rate_limited\b/, reason: 'rate_limited', code: 'rate_limited' },
  { says: /OAuth flow failed\./, reason: 'code_exchange_failed', code: 'OAuth flow failed' },
  { says: /\bext_authz_denied\b/, reason: 'access_denied', code: 'ext_authz_denied' },
  { says: /\bno_healthy_upstream\b|upstream_reset_before_response_started/, reason: 'service_error', code: 'upstream' },
]

export default defineFormat({
  id: 'envoy',
  reach: 'product',
  title: 'Envoy and Istio',
  vendor: 'CNCF',
  about: 'Response code details of the access log and the bodies of the JWT, RBAC and OAuth filters. The filter answers 401 as well when it cannot fetch the keys.',
  references: ['https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage', 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/jwt_authn_filter'],
  ...bySentences({ hop: 'gateway', rows: ROWS }),
  samples: [
    { name: 'details of the access log', raw: '[2026-03-02T08:00:00.123Z] "GET /api/me HTTP/1.1" 401 - jwt_authn_access_denied{Jwt_is_expired} - "-" 0 14 1 - "203.0.113.9"', facts: { at: '2026-03-02T08:00:00.123Z', reason: 'token_expired' } },
    { name: 'the body', raw: 'Audiences in Jwt are not allowed', facts: { reason: 'token_audience_mismatch' } },
    { name: 'a policy', raw: '"POST /login HTTP/1.1" 403 - rbac_access_denied_matched_policy[deny-office]', facts: { reason: 'access_denied', rule: 'deny-office' } },
  ],
  rejects: ['the token is expired', 'access denied'],
})

import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of the log. */
export const OAUTH2_PROXY_TEXTS: Readonly<Record<string, Code>> = {
  'Invalid authentication via OAuth2: unable to obtain CSRF cookie': code('cookie_missing', 'CSRF cookie absent on callback.'),
  'Invalid authentication via OAuth2: CSRF token mismatch, potential attack': code('state_mismatch', 'State differs from cookie.'),
  'Invalid authentication via OAuth2: unauthorized': code('access_denied', 'Email/group not allowed.'),
  'Invalid authorization via session': code('access_denied', 'Session\'s email/group no longer allowed.'),
  'Invalid authentication via basic auth: not in Htpasswd File': code('bad_username_or_password', 'Basic auth failed.'),
  'Error loading cookied session: cookie signature not valid, removing session': code('token_signature_invalid', 'Cookie signed with another secret or old.'),
  'Error loading cookied session: Cookie "_oauth2_proxy" not present': code('session_not_found', 'No session yet.'),
  'No valid authentication in request. Initiating login.': code('session_not_found', 'Not logged in, normal.'),
  'Error redeeming code during OAuth2 callback': code('code_exchange_failed', 'Token exchange failed: secret, redirect or network.'),
  'id_token nonce claim does not match the session nonce': code('state_mismatch', 'Nonce differs (cookie/other tab).'),
  'neither the id_token nor the profileURL set an email': code('claim_missing', 'Email claim missing.'),
  'oidc: issuer did not match the issuer returned by provider': code('token_issuer_mismatch', 'Discovery issuer differs.'),
  'oidc: id token issued by a different provider': code('token_issuer_mismatch', 'Token issuer differs (v1/v2, host).'),
  'audience claims [aud] do not exist in claims': code('token_audience_mismatch', 'Audience missing (bearer token of other kind).'),
  'oidc: token is expired': code('token_expired', 'Token expired.'),
  'failed to verify signature: fetching keys': code('idp_unreachable', 'JWKS unreachable.'),
  'failed to discover OIDC configuration': code('token_issuer_mismatch', 'Discovery failed.'),
  'session ticket cookie failed validation': code('token_signature_invalid', 'Ticket invalid or secret changed.'),
  'session does not exist': code('session_not_found', 'Server-side session gone (redis flush/expiry).'),
  'unable to redeem refresh token': code('refresh_token_invalid', 'Refresh failed.'),
  'entra: tenant is not specified in the list of allowed tenants': code('conditional_access_block', 'Tenant not allowed.'),
  'Multiple cookies are required for this session as it exceeds the 4kb cookie limit': code('unknown', 'Session cookie too big.'),
  'user is missing required organization': code('access_denied', 'GitHub organisation rule.'),
  'timeout obtaining session lock': code('service_error', 'Concurrent refresh lock timeout.'),
}

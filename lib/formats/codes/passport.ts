import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of Passport strategies and of CSRF middleware. */
export const PASSPORT_TEXTS: Readonly<Record<string, Code>> = {
  'Unable to verify authorization request state.': code('state_mismatch', 'State store lost or differs (session cookie).'),
  'Invalid authorization request state.': code('state_mismatch', 'State malformed.'),
  'Failed to obtain access token': code('code_exchange_failed', 'Token endpoint refused or unreachable (secret, redirect URI, TLS).'),
  'Failed to fetch user profile': code('idp_error', 'Profile endpoint failed.'),
  'Missing credentials': code('unknown', 'Username or password field missing.'),
  'No auth token': code('session_not_found', 'passport-jwt: no token in request.'),
  'OAuth2Strategy requires session support when using state': code('provider_misconfigured', 'Session middleware missing.'),
  'Failed to deserialize user out of session': code('session_not_found', 'User removed or store changed.'),
  'Unknown authentication strategy': code('provider_misconfigured', 'Strategy not registered.'),
  'EBADCSRFTOKEN invalid csrf token': code('csrf_failed', 'csurf: token wrong or cookie missing.'),
}

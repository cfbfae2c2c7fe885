import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of the log. */
export const AUTHELIA_TEXTS: Readonly<Record<string, Code>> = {
  'Unsuccessful 1FA authentication attempt by user': code('bad_username_or_password', 'Wrong password or unknown user.'),
  'and they are banned until': code('account_locked', 'User banned by regulation.'),
  'Unsuccessful TOTP authentication attempt by user': code('mfa_code_invalid', 'Wrong TOTP.'),
  'Unsuccessful WebAuthn authentication attempt by user': code('webauthn_failed', 'WebAuthn failed.'),
  'Unsuccessful Duo authentication attempt by user': code('mfa_failed', 'Duo denied or failed.'),
  'user is banned': code('account_locked', 'User currently banned.'),
  'user not found': code('unknown_user', 'Not in back end.'),
  'Authentication failed. Check your credentials.': code('bad_username_or_password', 'Page text for any first-factor failure or ban.'),
  'is not authorized to user <anonymous>, responding with status code 302': code('session_not_found', 'Normal redirect to login.'),
  'is not authorized to user': code('access_denied', 'Access rule needs higher level or denies.'),
  'The \'redirect_uri\' parameter does not match any of the OAuth 2.0 Client\'s pre-registered redirect urls.': code('redirect_uri_mismatch', 'Redirect URI not registered.'),
  'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).': code('client_secret_invalid', 'OIDC client secret or auth method wrong.'),
}

import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Sentences of Cognito that say more than their exception does; a text begins with one or holds it. */
export const COGNITO_TEXTS: Readonly<Record<string, Code>> = {
  'Incorrect username or password.': code('bad_username_or_password', 'Bad password or hidden unknown user.'),
  'Password attempts exceeded': code('account_locked', 'Temporary lockout after failures.'),
  'User is disabled.': code('account_disabled', 'Account disabled by admin.'),
  'User is not confirmed.': code('email_not_verified', 'Account not confirmed.'),
  'Refresh Token has expired': code('refresh_token_invalid', 'Refresh token expired.'),
  'Refresh Token has been revoked': code('session_revoked', 'Refresh token revoked.'),
  'Access Token has expired': code('token_expired', 'Access token expired.'),
  'Access Token has been revoked': code('session_revoked', 'Signed out globally or revoked.'),
  'Invalid Refresh Token': code('refresh_token_invalid', 'Refresh token malformed, other client or device unknown.'),
  'Invalid session for the user.': code('login_flow_expired', 'Challenge session expired (3 minutes) or reused.'),
  'Invalid session for the user, session is expired.': code('login_flow_expired', 'Challenge session expired.'),
  'Unable to verify secret hash for client': code('client_secret_invalid', 'Client secret hash wrong or missing; exception name says not authorised.'),
  'is configured with secret but SECRET_HASH was not received': code('client_secret_invalid', 'App client has a secret, client sends none.'),
  'USER_PASSWORD_AUTH flow not enabled for this client': code('method_disabled', 'Auth flow not enabled on app client.'),
  'Temporary password has expired and must be reset by an administrator.': code('password_expired', 'Invite password lapsed.'),
  'Unable to login because of security reasons': code('risk_blocked', 'Advanced security blocked the attempt.'),
  'Invalid code provided, please request a code again.': code('mfa_code_expired', 'Code expired or replaced.'),
  'SignUp is not permitted for this user pool': code('user_not_provisioned', 'Self sign-up off.'),
  'PreAuthentication failed with error': code('service_error', 'Pre-auth trigger refused.'),
  redirect_mismatch: code('redirect_uri_mismatch', 'Hosted UI: callback URL not registered.'),
  'Invalid SAML response received': code('idp_error', 'Hosted UI rejected SAML answer.'),
  'Invalid samlResponse or relayState from identity provider': code('state_mismatch', 'IdP-initiated login not supported, or SAML state lost.'),
  'attributes required: [email]': code('claim_missing', 'IdP did not send a required attribute.'),
}

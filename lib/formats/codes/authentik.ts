import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Actions of an event, and messages. */
export const AUTHENTIK_CODES: Readonly<Record<string, Code>> = {
  login: code('success', 'Login succeeded.'),
  login_failed: code('bad_username_or_password', 'Login stage failed: bad password or unknown user.'),
  logout: code('success', 'Logout.'),
  suspicious_request: code('provider_misconfigured', 'Blocked or odd request, e.g. invalid source/SAML message.'),
  authorize_application: code('success', 'App authorised.'),
  source_linked: code('success', 'External source linked.'),
  policy_execution: code('interrupt', 'Policy evaluated with logging on.'),
  policy_exception: code('service_error', 'Policy raised an exception.'),
  property_mapping_exception: code('claim_missing', 'Property mapping expression failed.'),
  password_set: code('success', 'Password set.'),
  invitation_used: code('success', 'Invitation used.'),
  configuration_error: code('provider_misconfigured', 'Configuration error recorded.'),
  system_exception: code('service_error', 'Unhandled exception.'),
  flow_execution: code('interrupt', 'Flow executed.'),
  'Invalid password': code('bad_password', 'Password stage failed.'),
  'Failed to authenticate.': code('bad_username_or_password', 'Identification hidden failure.'),
  'Redirect URI Error': code('redirect_uri_mismatch', 'Redirect URI not registered.'),
  'Permission denied: Policy binding denied': code('user_not_assigned', 'App policy denies user.'),
  'Flow does not apply to current user.': code('provider_misconfigured', 'Flow designation/policy mismatch.'),
  'oidc: id token issued by a different provider': code('token_issuer_mismatch', 'Outpost host variables differ.'),
}

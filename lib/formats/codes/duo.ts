import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Values of reason and of an administrator event. */
export const DUO_CODES: Readonly<Record<string, Code>> = {
  user_marked_fraud: code('mfa_denied', 'User reported the push as fraud.'),
  deny_unenrolled_user: code('mfa_not_enrolled', 'User not enrolled, policy denies.'),
  error: code('mfa_failed', 'Authentication error.'),
  locked_out: code('account_locked', 'User locked out.'),
  user_disabled: code('account_disabled', 'User disabled in Duo.'),
  user_cancelled: code('user_cancelled', 'User cancelled.'),
  no_response: code('mfa_failed', 'No reaction to push or call.'),
  no_keys_pressed: code('mfa_failed', 'Call unanswered by key press.'),
  call_timed_out: code('mfa_failed', 'Call timed out.'),
  invalid_passcode: code('mfa_code_invalid', 'Wrong passcode.'),
  invalid_device: code('conditional_access_block', 'Device not valid for policy.'),
  location_restricted: code('geo_blocked', 'Country blocked.'),
  factor_restricted: code('method_disabled', 'Factor not allowed by policy.'),
  platform_restricted: code('conditional_access_block', 'OS not allowed.'),
  version_restricted: code('conditional_access_block', 'Version not allowed.'),
  rooted_device: code('conditional_access_block', 'Device rooted.'),
  no_screen_lock: code('conditional_access_block', 'Device has no screen lock.'),
  no_disk_encryption: code('conditional_access_block', 'Device not encrypted.'),
  out_of_date: code('conditional_access_block', 'Software out of date.'),
  anonymous_ip: code('ip_blocked', 'Anonymous network blocked.'),
  anomalous_push: code('risk_blocked', 'Push judged anomalous.'),
  endpoint_is_not_in_management_system: code('conditional_access_block', 'Device unmanaged.'),
  endpoint_is_not_trusted: code('conditional_access_block', 'Device not trusted.'),
  endpoint_failed_google_verification: code('conditional_access_block', 'Device not verified by Google.'),
  could_not_determine_if_endpoint_was_trusted: code('conditional_access_block', 'Trust unknown.'),
  admin_login_error: code('unknown', 'Admin login failed; see error text.'),
  admin_lockout: code('account_locked', 'Admin locked after too many passcodes.'),
}

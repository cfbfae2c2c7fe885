import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of Devise, Rails and OmniAuth. */
export const DEVISE_TEXTS: Readonly<Record<string, Code>> = {
  'Invalid email or password.': code('bad_username_or_password', 'failure.invalid.'),
  'failure.not_found_in_database': code('unknown_user', 'Unknown user (same text as invalid).'),
  'Your account is locked.': code('account_locked', 'failure.locked.'),
  'You have one more attempt before your account is locked.': code('bad_password', 'failure.last_attempt.'),
  'Your account is not activated yet.': code('email_not_verified', 'failure.inactive.'),
  'You have to confirm your email address before continuing.': code('email_not_verified', 'failure.unconfirmed.'),
  'Your session expired. Please sign in again to continue.': code('session_expired', 'failure.timeout.'),
  'You need to sign in or sign up before continuing.': code('session_not_found', 'failure.unauthenticated.'),
  'Could not authenticate you from': code('idp_error', 'omniauth failure; reason inside.'),
  'ActionController::InvalidAuthenticityToken': code('csrf_failed', 'Rails CSRF token wrong or session lost.'),
  'Can\'t verify CSRF token authenticity.': code('csrf_failed', 'Rails CSRF check failed.'),
  'OmniAuth::Strategies::OAuth2::CallbackError csrf_detected': code('state_mismatch', 'OmniAuth state mismatch.'),
}

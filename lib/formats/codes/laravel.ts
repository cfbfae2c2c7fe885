import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of Laravel. */
export const LARAVEL_TEXTS: Readonly<Record<string, Code>> = {
  'These credentials do not match our records.': code('bad_username_or_password', 'auth.failed.'),
  'The provided password is incorrect.': code('bad_password', 'auth.password.'),
  'Too many login attempts. Please try again in': code('rate_limited', 'auth.throttle.'),
  'Unauthenticated.': code('session_not_found', 'No valid session or token.'),
  'CSRF token mismatch.': code('csrf_failed', '419 page expired.'),
  'Page Expired': code('csrf_failed', '419: session or CSRF token gone.'),
  'Laravel\\Socialite\\Two\\InvalidStateException': code('state_mismatch', 'Socialite state lost (cookie/host).'),
  'The MAC is invalid.': code('token_signature_invalid', 'Cookie encrypted with other APP_KEY.'),
  'Invalid signature.': code('magic_link_invalid', 'Signed URL altered, expired or wrong scheme/host.'),
  'Your email address is not verified.': code('email_not_verified', 'Email unverified.'),
}

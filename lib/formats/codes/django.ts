import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of the log and of forms, django-axes included. */
export const DJANGO_TEXTS: Readonly<Record<string, Code>> = {
  'Please enter a correct username and password. Note that both fields may be case-sensitive.': code('bad_username_or_password', 'Login form failed.'),
  'This account is inactive.': code('account_disabled', 'User inactive.'),
  'Forbidden (CSRF token missing.)': code('csrf_failed', 'CSRF token not posted.'),
  'Forbidden (CSRF token missing or incorrect.)': code('csrf_failed', 'CSRF token wrong, older text.'),
  'Forbidden (CSRF cookie not set.)': code('csrf_failed', 'CSRF cookie absent (blocked, http, other host).'),
  'Forbidden (CSRF token from POST incorrect.)': code('csrf_failed', 'CSRF token stale (login rotated it).'),
  'Forbidden (CSRF cookie has incorrect length.': code('csrf_failed', 'CSRF cookie malformed or of another app.'),
  'Forbidden (CSRF token from POST has incorrect length.': code('csrf_failed', 'Posted CSRF token malformed.'),
  'Forbidden (Referer checking failed - no Referer.': code('csrf_failed', 'No Referer header over https (privacy setting, client).'),
  'Forbidden (Referer checking failed - Referer is insecure while host is secure.': code('csrf_failed', 'http page posts to https host (proxy scheme).'),
  'Forbidden (Origin checking failed': code('csrf_failed', 'Origin not in CSRF_TRUSTED_ORIGINS.'),
  'Forbidden (Referer checking failed': code('csrf_failed', 'Referer host mismatch or missing.'),
  'Session data corrupted': code('token_signature_invalid', 'SECRET_KEY differs between instances or changed.'),
  'Invalid HTTP_HOST header': code('provider_misconfigured', 'Host not in ALLOWED_HOSTS.'),
  'Account locked: too many login attempts. Please try again later.': code('account_locked', 'django-axes lockout.'),
  'AXES: New login failure by': code('bad_username_or_password', 'django-axes counted a failure.'),
  'AXES: Locking out': code('account_locked', 'django-axes lockout.'),
}

import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** What browsers and pages say about cookies. */
export const COOKIE_TEXTS: Readonly<Record<string, Code>> = {
  'has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”': code('cookie_missing', 'Firefox: cookie dropped cross-site.'),
  'was blocked because it came from a cross-site response': code('cookie_missing', 'Chrome: SameSite default Lax.'),
  'This Set-Cookie was blocked because it had the "SameSite=None" attribute but did not have the "Secure" attribute': code('cookie_missing', 'SameSite=None needs Secure.'),
  'This attempt to set a cookie via a Set-Cookie header was blocked because it had the "Secure" attribute but was not received over a secure connection': code('cookie_missing', 'Secure cookie over http.'),
  'This attempt to set a cookie via a Set-Cookie header was blocked because its Domain attribute was invalid with regards to the current host url': code('cookie_missing', 'Cookie domain wrong for host.'),
  'blocked due to user preferences (third-party cookies)': code('cookie_missing', 'Third-party cookies off.'),
  'CSRF token mismatch': code('csrf_failed', 'Token differs from session.'),
  'Please make sure cookies are enabled in your browser': code('cookie_missing', 'Cookie missing on return.'),
  'We weren\'t able to sign you in. cookies': code('cookie_missing', 'Provider asks for cookies.'),
}

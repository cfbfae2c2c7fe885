import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Names of the DOMException that a ceremony ends with (WebAuthn Level 3, 5.1). */
export const WEBAUTHN_CODES: Readonly<Record<string, Code>> = {
  NotAllowedError: code('user_cancelled', 'Cancelled, timed out or no permission; reason hidden on purpose.'),
  AbortError: code('user_cancelled', 'Aborted by the page.'),
  InvalidStateError: code('webauthn_failed', 'Authenticator already registered, or not recognised.'),
  SecurityError: code('webauthn_failed', 'RP ID or origin invalid, or not https.'),
  NotSupportedError: code('method_disabled', 'Algorithm or option unsupported.'),
  ConstraintError: code('webauthn_failed', 'User verification or resident key not available.'),
  UnknownError: code('webauthn_failed', 'Authenticator could not process.'),
  TypeError: code('provider_misconfigured', 'Call options malformed.'),
  EncodingError: code('provider_misconfigured', 'URL or host cannot be parsed.'),
  TimeoutError: code('user_cancelled', 'Ceremony timed out.'),
  NotReadableError: code('webauthn_failed', 'Authenticator could not be read.'),
}

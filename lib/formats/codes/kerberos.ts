import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Kerberos error codes (RFC 4120, 7.5.9) as Windows writes them. */
export const KERBEROS_CODES: Readonly<Record<string, Code>> = {
  '0x6': code('unknown_user', 'Client principal unknown (user not found).'),
  '0x7': code('provider_misconfigured', 'Server principal unknown (SPN missing).'),
  '0x8': code('provider_misconfigured', 'Several principals (duplicate SPN/UPN).'),
  '0x9': code('no_local_password', 'Client or server has null key (never set password).'),
  '0xC': code('access_denied', 'Policy rejects: hours, workstation, logon restriction.'),
  '0xE': code('provider_misconfigured', 'Encryption type unsupported.'),
  '0x12': code('account_locked', 'Client revoked: disabled, locked, expired or hours.'),
  '0x13': code('account_disabled', 'Service credentials revoked.'),
  '0x17': code('password_expired', 'Password expired.'),
  '0x18': code('bad_password', 'Pre-authentication failed: wrong password.'),
  '0x19': code('interrupt', 'Pre-authentication required; normal first step.'),
  '0x1B': code('unknown', 'Must use user-to-user.'),
  '0x1D': code('directory_unreachable', 'KDC service unavailable.'),
  '0x1F': code('unknown', 'Integrity check failed on ticket.'),
  '0x20': code('token_expired', 'Ticket expired.'),
  '0x21': code('token_not_yet_valid', 'Ticket not yet valid (clock).'),
  '0x22': code('unknown', 'Replay detected.'),
  '0x25': code('token_not_yet_valid', 'Clock skew too great.'),
  '0x29': code('token_signature_invalid', 'Message modified or wrong key (stale SPN password).'),
  '0x34': code('interrupt', 'Response too big for UDP, retry TCP.'),
  '0x3C': code('unknown', 'Generic error.'),
  '0x44': code('tenant_mismatch', 'Wrong realm.'),
  '0x4B': code('unknown', 'KDC cannot validate smart-card certificate chain.'),
  '0x3E': code('unknown', 'KDC certificate not trusted.'),
}

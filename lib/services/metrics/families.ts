import type { Reason } from '@/lib/evidence/vocabulary'

/** The kinds of trouble that have figures of their own, each by the reasons that belong to it. `null` = every reason. */
export const FAMILIES: readonly { id: string; title: string; what: string; reasons: readonly Reason[] | null }[] = [
  { id: 'failed', title: 'Failed sign-ins', what: 'Every record of a failure, whatever the reason.', reasons: null },
  { id: 'lockouts', title: 'Lockouts', what: 'Locked accounts, and limits and blocks on addresses.', reasons: ['account_locked', 'rate_limited', 'ip_blocked'] },
  {
    id: 'tokens', title: 'Token errors', what: 'Tokens, sessions and cookies that were refused.',
    reasons: ['token_expired', 'token_not_yet_valid', 'token_audience_mismatch', 'token_issuer_mismatch', 'token_signature_invalid', 'token_malformed', 'refresh_token_invalid', 'refresh_token_reused', 'code_exchange_failed', 'session_not_found', 'session_revoked', 'session_expired', 'cookie_missing', 'csrf_failed', 'state_mismatch'],
  },
  { id: 'mfa', title: 'MFA failures', what: 'Second factors that were wrong, late, denied or never came.', reasons: ['mfa_code_invalid', 'mfa_code_expired', 'mfa_delivery_failed', 'mfa_not_enrolled', 'mfa_denied', 'mfa_failed', 'webauthn_failed'] },
]

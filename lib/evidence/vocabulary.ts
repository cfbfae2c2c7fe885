/**
 * The closed word lists of the house. Schema, code, API and page use these spellings and no others.
 * Nothing here touches a server: the page may import it.
 */

export const BUCKETS = ['credential', 'token_session', 'idp_sso', 'policy', 'config_drift'] as const
export type Bucket = (typeof BUCKETS)[number]

/** A bucket, or the share of "none of these". */
export const BUCKETS_WITH_NONE = [...BUCKETS, 'undetermined'] as const
export type BucketOrNone = (typeof BUCKETS_WITH_NONE)[number]

export const NATURES = ['fault', 'attack', 'outage'] as const
export type Nature = (typeof NATURES)[number]

/** The steps of a triage in the order of the journey. */
export const STEPS = ['experience', 'record', 'changes', 'logs', 'verdict'] as const
export type Step = (typeof STEPS)[number]

/** Where a log record was written, in the order a sign-in passes. */
export const HOPS = ['browser', 'edge', 'gateway', 'auth', 'user_store', 'idp', 'mail', 'api'] as const
export type Hop = (typeof HOPS)[number]

/** `challenge` is a step on the way (code asked), `info` decides nothing. */
export const OUTCOMES = ['success', 'failure', 'challenge', 'info'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const SCOPES = ['one_user', 'several_users', 'everyone', 'unknown'] as const
export type Scope = (typeof SCOPES)[number]

export const CHANGE_KINDS = [
  'deploy',
  'rollback',
  'config',
  'migration',
  'certificate',
  'idp',
  'key_rotation',
  'infrastructure',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]
export const CHANGE_KIND_TITLES: Readonly<Record<ChangeKind, string>> = { deploy: 'Deploy', rollback: 'Rollback', config: 'Config', migration: 'Migration', certificate: 'Certificate', idp: 'Identity provider', key_rotation: 'Key rotation', infrastructure: 'Infrastructure' }

export const FACTOR_KINDS = ['totp', 'sms', 'email', 'push', 'passkey', 'recovery_codes'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]

export const ROLES = ['viewer', 'agent', 'approver', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Roles that change something about users. Nobody acts with a password alone. */
export const mayAct = (role: Role) => role !== 'viewer'

/** How a signed-in agent proved who they are, from weakest to what the company's own sign-in vouches for. */
export const STRENGTHS = ['password', 'totp', 'passkey', 'sso'] as const
export type Strength = (typeof STRENGTHS)[number]

export const CHANNELS = ['phone', 'email', 'chat', 'web'] as const
export type Channel = (typeof CHANNELS)[number]

export const RECOVERY_ACTIONS = [
  'resend_verification',
  'send_reset_link',
  'revoke_sessions',
  'unlock_account',
  'clear_block',
  're_enable_account',
  'issue_bypass',
  'remove_factor',
  'reset_mfa',
] as const
export type RecoveryAction = (typeof RECOVERY_ACTIONS)[number]

/**
 * Why an attempt ended as it did: what every format translates its own codes into. A value outside this list is
 * never invented: a code that fits none becomes `unknown` and keeps its own text in `code`.
 */
export const REASONS = [
  'success',
  'bad_password',
  'bad_username_or_password',
  'unknown_user',
  'no_verifier',
  'no_local_password',
  'password_expired',
  'password_reset_required',
  'account_locked',
  'account_disabled',
  'account_expired',
  'account_deleted',
  'email_not_verified',
  'required_action_pending',
  'method_disabled',
  'mfa_required',
  'mfa_code_invalid',
  'mfa_code_expired',
  'mfa_delivery_failed',
  'mfa_not_enrolled',
  'mfa_denied',
  'mfa_failed',
  'webauthn_failed',
  'rate_limited',
  'ip_blocked',
  'geo_blocked',
  'risk_blocked',
  'conditional_access_block',
  'user_not_assigned',
  'user_not_provisioned',
  'access_denied',
  'group_not_mapped',
  'claim_missing',
  'saml_signature_invalid',
  'saml_assertion_time',
  'saml_audience_mismatch',
  'saml_issuer_mismatch',
  'idp_error',
  'idp_unreachable',
  'redirect_uri_mismatch',
  'client_secret_invalid',
  'client_not_found',
  'state_mismatch',
  'cookie_missing',
  'csrf_failed',
  'login_flow_expired',
  'magic_link_invalid',
  'session_not_found',
  'session_revoked',
  'session_expired',
  'token_expired',
  'token_not_yet_valid',
  'token_audience_mismatch',
  'token_issuer_mismatch',
  'token_signature_invalid',
  'token_malformed',
  'refresh_token_invalid',
  'refresh_token_reused',
  'code_exchange_failed',
  'account_link_conflict',
  'tenant_mismatch',
  'provider_misconfigured',
  'directory_unreachable',
  'service_error',
  'interrupt',
  'user_cancelled',
  'unknown',
] as const
export type Reason = (typeof REASONS)[number]

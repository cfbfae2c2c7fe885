import { KEYCLOAK_CODES, KEYCLOAK_TEXTS } from './codes/keycloak'
import { lookUp, lookUpText } from './codes/code'
import type { Reason } from '@/lib/evidence/vocabulary'

type Get = (key: string) => string | undefined

/** Events about links sent by mail: there an expired or used code is a dead link, not a lapsed sign-in. */
const LINKS = /^(?:EXECUTE_ACTION_TOKEN|VERIFY_EMAIL|RESET_PASSWORD|CUSTOM_REQUIRED_ACTION)/
const EXCHANGES = /^(?:CODE_TO_TOKEN|OAUTH2_DEVICE_CODE_TO_TOKEN|AUTHREQID_TO_TOKEN)/
const USELESS_CODES = new Set(['invalid_code', 'expired_code'])

/** What a failed Keycloak event means: the error word, in the light of the event's type and of its further values. */
export function keycloakReason(type: string, error: string | undefined, get: Get): Reason {
  return fromContext(type, error, get) ?? fromText(get) ?? fromTables(type, error)
}

function fromContext(type: string, error: string | undefined, get: Get): Reason | undefined {
  if (error === undefined) return undefined
  if (error === 'invalid_user_credentials') return credentialReason(get)
  if (type.startsWith('REFRESH_TOKEN') && error === 'invalid_token') return refreshReason(get('reason') ?? '')
  if (USELESS_CODES.has(error)) {
    if (LINKS.test(type)) return 'magic_link_invalid'
    if (error === 'invalid_code' && !EXCHANGES.test(type)) return 'login_flow_expired'
  }
  if (error === 'invalid_logout_response' || error === 'invalid_saml_response') return samlReason(get('reason') ?? '')
  return undefined
}

function credentialReason(get: Get): Reason {
  const form = get('credential_type') ?? ''
  if (/otp/i.test(form)) return 'mfa_code_invalid'
  if (/webauthn|passkey/i.test(form)) return 'webauthn_failed'
  return get('selected_credential_id') === undefined ? 'bad_password' : 'mfa_code_invalid'
}

function refreshReason(text: string): Reason {
  if (/stale|reuse/i.test(text)) return 'refresh_token_reused'
  return /session not active|not active|session doesn/i.test(text) ? 'session_expired' : 'refresh_token_invalid'
}

function samlReason(text: string): Reason {
  if (/signature/i.test(text)) return 'saml_signature_invalid'
  if (/audience|recipient/i.test(text)) return 'saml_audience_mismatch'
  return /expired|not_?before|not_on_or_after|time/i.test(text) ? 'saml_assertion_time' : 'idp_error'
}

/** Newer versions put the sentence of the answer into `reason`. */
function fromText(get: Get): Reason | undefined {
  return lookUpText(KEYCLOAK_TEXTS, get('reason'))?.reason
}

function fromTables(type: string, error: string | undefined): Reason {
  return lookUp(KEYCLOAK_CODES, error)?.reason ?? lookUp(KEYCLOAK_CODES, type)?.reason ?? 'unknown'
}

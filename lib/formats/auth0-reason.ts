import { AUTH0_CODES, AUTH0_TEXTS } from './codes/auth0'
import { lookUp, lookUpText } from './codes/code'
import type { Outcome, Reason } from '@/lib/evidence/vocabulary'

/** Types whose description names another cause than the type does. */
const READ_DESCRIPTION = new Set(['f', 'fu', 'fp', 'fcoa', 'fco', 'fsa', 'feacft', 'feccft', 'fercft', 'ferrt', 'fertft', 'fepft', 'w'])
/** What descriptions say, most special first. */
const SAID: readonly (readonly [RegExp, Reason])[] = [
  [/callback url mismatch|redirect_uri/i, 'redirect_uri_mismatch'],
  [/verify your e-?mail|email (?:is )?not verified/i, 'email_not_verified'],
  [/user is blocked|account (?:is |has been )?(?:blocked|disabled)/i, 'account_disabled'],
  [/multi-?factor (?:authentication )?required|mfa.required/i, 'mfa_required'],
  [/reused refresh token/i, 'refresh_token_reused'],
  [/refresh token/i, 'refresh_token_invalid'],
  [/invalid authorization code|code verifier|authorization code/i, 'code_exchange_failed'],
  [/login required/i, 'session_not_found'],
  [/consent required/i, 'access_denied'],
  [/is not assigned|not a member of|is not part of the org/i, 'user_not_assigned'],
  [/unknown client/i, 'client_not_found'],
  [/client secret|client authentication|^unauthorized$/i, 'client_secret_invalid'],
  [/invalid thumbprint|signature/i, 'saml_signature_invalid'],
  [/audience is invalid/i, 'saml_audience_mismatch'],
  [/assertion (?:is )?(?:expired|not yet valid)/i, 'saml_assertion_time'],
  [/invalid (?:or missing )?state|state (?:mismatch|does not match|parameter)|unable to verify transaction/i, 'state_mismatch'],
  [/wrong email or password|wrong username or password/i, 'bad_username_or_password'],
  [/connection (?:is )?not enabled|no connections enabled|service not (?:found|enabled)/i, 'provider_misconfigured'],
]
const OAUTH: Readonly<Record<string, Reason>> = {
  login_required: 'session_not_found',
  consent_required: 'access_denied',
  interaction_required: 'session_not_found',
  mfa_required: 'mfa_required',
  access_denied: 'access_denied',
  invalid_client: 'client_secret_invalid',
  unauthorized_client: 'provider_misconfigured',
  invalid_grant: 'code_exchange_failed',
}

/** What an event means: for types that only say "failed", the description and the OAuth error before the type. */
export function auth0Reason(
  type: string,
  outcome: Outcome,
  description: string | undefined,
  oauthError: string | undefined,
): Reason {
  const byType = lookUp(AUTH0_CODES, type)?.reason
  if (outcome === 'success') return 'success'
  if (outcome === 'info' && byType === undefined) return 'success'
  if (outcome === 'failure' && READ_DESCRIPTION.has(type)) {
    const said = saidReason(description) ?? (byType === 'unknown' || type === 'f' ? oauthReason(oauthError) : undefined)
    if (said !== undefined && !(type === 'fp' && said === 'bad_username_or_password')) return keepName(type, said)
  }
  return byType ?? (outcome === 'failure' ? oauthReason(oauthError) : undefined) ?? 'unknown'
}

/** `fu` says that the name is unknown, whatever polite sentence the page shows. */
function keepName(type: string, said: Reason): Reason {
  return type === 'fu' && said === 'bad_username_or_password' ? 'unknown_user' : said
}

function saidReason(description: string | undefined): Reason | undefined {
  const text = description?.slice(0, 500)
  return lookUpText(AUTH0_TEXTS, text)?.reason ?? (text === undefined ? undefined : SAID.find(([mark]) => mark.test(text))?.[1])
}

function oauthReason(error: string | undefined): Reason | undefined {
  return error !== undefined && Object.hasOwn(OAUTH, error) ? OAUTH[error] : undefined
}

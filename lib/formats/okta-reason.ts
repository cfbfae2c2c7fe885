import { OKTA_CODES } from './codes/okta'
import { lookUp } from './codes/code'
import { firstText, folded, objectOf, textOf } from './json'
import type { Outcome, Reason } from '@/lib/evidence/vocabulary'
import type { Json } from './json'

/** OAuth words of the code table, such as `access_denied/no_matching_policy`, by their second half. */
const OAUTH = new Map(Object.keys(OKTA_CODES).flatMap((key) => (key.includes('/') ? [[key.slice(key.indexOf('/') + 1), key]] : [])))
const VIA_FACTOR = /^user\.(?:authentication\.(?:auth_via_mfa|verify)|mfa\.)/
/** Sentences that Okta writes into outcome.reason instead of a code. */
const SENTENCES: readonly (readonly [RegExp, Reason])[] = [
  [/rejected .{0,40}push|declined|user rejected/i, 'mfa_denied'],
  [/push .{0,40}(?:timed? ?out|expired)|timed out/i, 'mfa_failed'],
  [/locked ?out|account .{0,20}locked/i, 'account_locked'],
  [/password .{0,20}expired/i, 'password_expired'],
  [/invalid (?:passcode|code|factor)|passcode/i, 'mfa_code_invalid'],
  [/not assigned/i, 'user_not_assigned'],
  [/no mfa|not enrolled|enrol/i, 'mfa_not_enrolled'],
  [/resulted in (?:deny|access denied)|sign.?on policy/i, 'conditional_access_block'],
  [/rate limit|too many/i, 'rate_limited'],
  [/suspended|deactivated|not active/i, 'account_disabled'],
  [/invalid credentials/i, 'bad_username_or_password'],
]

/** What an event that is no success means: its outcome's reason in the light of the event type, then the type itself. */
export function oktaReason(keys: Json, eventType: string, ended: Outcome): Reason {
  if (ended === 'challenge') return 'mfa_required'
  const said = textOf(objectOf(keys.outcome).reason)
  const fromReason = said === undefined ? undefined : saidReason(keys, said, eventType)
  if (fromReason !== undefined) return fromReason
  if (ended === 'info' && lookUp(OKTA_CODES, eventType) === undefined) return 'success'
  return lookUp(OKTA_CODES, eventType)?.reason ?? 'unknown'
}

function saidReason(keys: Json, said: string, eventType: string): Reason | undefined {
  const word = said.toUpperCase().replaceAll(' ', '_')
  if (VIA_FACTOR.test(eventType) && (word === 'INVALID_CREDENTIALS' || word === 'VERIFICATION_ERROR')) return factorReason(keys)
  if (word === 'VERIFICATION_ERROR' && isKnownPerson(keys)) return 'bad_username_or_password'
  const row = lookUp(OKTA_CODES, word) ?? lookUp(OKTA_CODES, OAUTH.get(said)) ?? lookUp(OKTA_CODES, said)
  if (row !== undefined) return row.reason
  const specific = lookUp(OKTA_CODES, eventType)?.reason
  if (specific !== undefined && /^(?:security|system)\./.test(eventType)) return specific
  const text = said.slice(0, 500)
  return SENTENCES.find(([mark]) => mark.test(text))?.[1]
}

/** In Identity Engine a wrong password is a failed factor too: the factor or the credential type tells. */
function factorReason(keys: Json): Reason {
  const factor = firstText(
    folded(folded(keys.debugcontext).debugdata).factor,
    folded(keys.authenticationcontext).credentialtype,
  )
  if (factor !== undefined && /password/i.test(factor)) return 'bad_password'
  return factor !== undefined && /webauthn|fido|u2f/i.test(factor) ? 'webauthn_failed' : 'mfa_code_invalid'
}

function isKnownPerson(keys: Json): boolean {
  const actor = objectOf(keys.actor)
  return actor.type === 'User' && textOf(actor.id) !== undefined && actor.id !== 'unknown'
}

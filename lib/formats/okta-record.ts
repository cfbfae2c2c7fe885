import { countOf, firstText, folded, isObject, listOf, objectOf, textOf } from './json'
import { oktaReason } from './okta-reason'
import { readTime } from './read-time'
import { browserFromName, browserOf } from './user-agent'
import type { EventDetails, EventFactsInput } from '@/lib/evidence/event'
import type { Outcome } from '@/lib/evidence/vocabulary'
import type { Json } from './json'

const RESULTS = new Set(['SUCCESS', 'FAILURE', 'ALLOW', 'DENY', 'CHALLENGE', 'SKIPPED', 'UNKNOWN', 'RATE_LIMIT', 'ABANDONED'])
const EVENT_TYPE = /^[a-z][a-z0-9_]{1,40}(?:\.[A-Za-z0-9_]{1,60}){1,8}$/
/** Events by which a person gets in or takes a step; a good result of any other event is news, not a sign-in. */
const SIGN_INS = /^(?:user\.session\.start|user\.authentication\.(?!slo)|user\.mfa\.okta_verify$|app\.oauth2\.(?:as\.)?(?:token\.grant|authorize))/
/** Events that are bad news whatever their result says. */
const ALARMS =
  /^(?:user\.account\.lock(?:\.limit)?|user\.mfa\.okta_verify\.deny_push|security\.request\.blocked|system\.[a-z_]+\.(?:concurrency_)?rate_limit\.violation|app\.oauth2\.(?:as\.)?token\.detect_reuse)/
const UNIT_SECONDS: Readonly<Record<string, number>> = { SECONDS: 1, MINUTES: 60, HOURS: 3600 }
const FACTORS: readonly (readonly [RegExp, string])[] = [
  [/sms/i, 'sms'],
  [/push/i, 'push'],
  [/soft_token|totp|google|one_time|otp/i, 'totp'],
  [/webauthn|fido|u2f|signed_nonce|fastpass/i, 'passkey'],
  [/email/i, 'email'],
]

/** Whether an object is a System Log event: a dotted event type, an actor and an outcome of Okta's own words. */
export function isOktaRecord(json: Json | null): json is Json {
  if (json === null) return false
  const keys = folded(json)
  const result = objectOf(keys.outcome).result
  return (
    typeof keys.eventtype === 'string' &&
    EVENT_TYPE.test(keys.eventtype) &&
    isObject(keys.actor) &&
    typeof result === 'string' &&
    RESULTS.has(result)
  )
}

export function readOktaRecord(json: Json): EventFactsInput {
  const keys = folded(json)
  const eventType = textOf(keys.eventtype) ?? ''
  const debug = folded(folded(keys.debugcontext).debugdata)
  const outcome = objectOf(keys.outcome)
  const client = folded(keys.client)
  const said = textOf(outcome.reason)
  const ended = outcomeOf(eventType, String(outcome.result))
  const userAgent = firstText(folded(client.useragent).rawuseragent)
  return {
    ...personOf(keys),
    at: readTime(keys.published),
    sourceId: textOf(keys.uuid),
    hop: 'idp',
    traceId: firstText(objectOf(keys.transaction).id, debug.requestid),
    outcome: ended,
    reason: ended === 'success' ? 'success' : oktaReason(keys, eventType, ended),
    code: said !== undefined && /^[A-Za-z0-9_./-]+$/.test(said) ? said : eventType,
    rule: ruleOf(keys.target),
    message: messageOf(textOf(keys.displaymessage), said),
    provider: textOf(folded(keys.authenticationcontext).authenticationprovider),
    ip: firstText(client.ipaddress, objectOf(listOf(objectOf(keys.request).ipChain)[0]).ip),
    userAgent,
    details: {
      ...limitOf(debug),
      browser: browserOf(userAgent) ?? browserFromName(textOf(folded(client.useragent).browser)),
      country: textOf(objectOf(client.geographicalcontext).country),
      path: textOf(debug.requesturi),
      sessionId: textOf(folded(keys.authenticationcontext).externalsessionid),
      factorKind: FACTORS.find(([mark]) => mark.test(textOf(debug.factor) ?? ''))?.[1],
    },
  }
}

function outcomeOf(eventType: string, result: string): Outcome {
  if (result === 'CHALLENGE') return 'challenge'
  if (result === 'FAILURE' || result === 'DENY' || result === 'RATE_LIMIT') return 'failure'
  if (ALARMS.test(eventType)) return 'failure'
  return (result === 'SUCCESS' || result === 'ALLOW') && SIGN_INS.test(eventType) ? 'success' : 'info'
}

function messageOf(display: string | undefined, said: string | undefined): string | undefined {
  if (display === undefined || said === undefined || display.includes(said)) return display ?? said
  return `${display}: ${said}`
}

/** The person: the actor where it is one, else the user among the targets. `unknown` is Okta's word for no account. */
function personOf(keys: Json): Pick<EventFactsInput, 'attempted' | 'accountId' | 'client'> {
  const targets = listOf(keys.target).map(objectOf)
  const actor = objectOf(keys.actor)
  const person = isPerson(actor) ? actor : targets.find(isPerson)
  const app = [actor, ...targets].find((one) => /^(?:AppInstance|PublicClientApp|PrivateClientApp|OAuthClient)$/.test(String(one.type)))
  return {
    attempted: known(person?.alternateId),
    accountId: known(person?.id),
    client: firstText(app?.displayName, app?.alternateId, app?.id),
  }
}

function isPerson(one: Json): boolean {
  return one.type === 'User' || one.type === 'AppUser'
}

function known(value: unknown): string | undefined {
  const text = textOf(value)
  return text === 'unknown' || text === 'REDACTED' ? undefined : text
}

function ruleOf(target: unknown): string | undefined {
  const rule = listOf(target).map(objectOf).find((one) => /rule|policyentity|networkzone/i.test(String(one.type)))
  return firstText(rule?.displayName, rule?.alternateId)
}

/** The counters of a rate limit: how many a window, and when it is over. */
function limitOf(debug: Json): EventDetails {
  const span = countOf(debug.operationratelimittimespan)
  const unit = UNIT_SECONDS[textOf(debug.operationratelimittimeunit) ?? ''] ?? 1
  const details: EventDetails = {}
  const limit = countOf(debug.operationratelimitthreshold) ?? countOf(debug.threshold)
  const retry = countOf(debug.operationratelimitsecondstoreset)
  if (limit !== undefined) details.limit = Math.round(limit)
  if (span !== undefined) details.windowSeconds = span * unit
  if (retry !== undefined) details.retryAfterSeconds = retry
  return details
}

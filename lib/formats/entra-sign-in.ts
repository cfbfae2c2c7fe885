import { judgeSignIn } from './entra-code'
import { countOf, firstText, folded, isObject, listOf, textOf, wordOf } from './json'
import { readTime } from './read-time'
import { browserFromName, browserOf } from './user-agent'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Json } from './json'

const CATEGORIES = /^(?:NonInteractiveUser|ServicePrincipal|ManagedIdentity|MicrosoftServicePrincipal|ADFS)?SignInLogs$/
/** Marks of Graph's signIn resource beside its status. */
const GRAPH_MARKS = ['userprincipalname', 'appdisplayname', 'clientappused', 'conditionalaccessstatus', 'appid']
const AUDIT_OPERATIONS = new Set(['UserLoginFailed', 'UserLoggedIn'])

/** Whether an object is a sign-in: a diagnostic record, Graph's signIn, or the unified audit log's. */
export function isEntraSignIn(json: Json | null): json is Json {
  if (json === null || 'latchkey' in json) return false
  const keys = folded(json)
  return isDiagnostic(keys) || isGraph(keys) || isAudit(keys)
}

function isDiagnostic(keys: Json): boolean {
  return typeof keys.category === 'string' && CATEGORIES.test(keys.category) && isObject(keys.properties)
}

function isGraph(keys: Json): boolean {
  const code = folded(keys.status).errorcode
  return typeof code === 'number' && 'createddatetime' in keys && GRAPH_MARKS.filter((mark) => mark in keys).length >= 2
}

function isAudit(keys: Json): boolean {
  return AUDIT_OPERATIONS.has(String(keys.operation)) && keys.workload === 'AzureActiveDirectory'
}

export function readEntraSignIn(json: Json): EventFactsInput {
  const keys = folded(json)
  if (isAudit(keys)) return readAudit(keys)
  return readSignIn(isDiagnostic(keys) ? keys : {}, isDiagnostic(keys) ? folded(keys.properties) : keys)
}

function readSignIn(record: Json, properties: Json): EventFactsInput {
  const status = folded(properties.status)
  const number = countOf(status.errorcode) ?? countOf(record.resulttype) ?? -1
  const more = [textOf(status.failurereason), textOf(status.additionaldetails), textOf(record.resultdescription)]
  const judged = judgeSignIn(number, more.filter(Boolean).join(' ').slice(0, 2000))
  const userAgent = textOf(properties.useragent)
  return {
    at: readTime(properties.createddatetime) ?? readTime(record.time),
    sourceId: textOf(properties.id),
    hop: 'idp',
    traceId: firstText(properties.correlationid, record.correlationid),
    durationMs: countOf(record.durationms),
    outcome: judged.outcome,
    reason: number === -1 ? 'unknown' : judged.reason,
    code: number === -1 ? wordOf(record.resulttype) : String(number),
    rule: ruleOf(properties),
    message: judged.outcome === 'success' ? undefined : (more.find((text) => text !== undefined && text !== 'Other.' && text !== 'Other') ?? judged.meaning),
    attempted: firstText(properties.signinidentifier, properties.userprincipalname, record.identity),
    accountId: textOf(properties.userid),
    client: firstText(properties.appdisplayname, properties.appid),
    provider: firstText(properties.federatedcredentialid, properties.tokenissuername),
    ip: firstText(properties.ipaddress, record.calleripaddress),
    userAgent,
    details: {
      browser: browserOf(userAgent) ?? browserFromName(textOf(folded(properties.devicedetail).browser)),
      country: firstText(folded(properties.location).countryorregion, record.location),
    },
  }
}

/** The conditional access policy that said no. */
function ruleOf(properties: Json): string | undefined {
  const policies = listOf(properties.appliedconditionalaccesspolicies).map(folded)
  return textOf(policies.find((policy) => policy.result === 'failure')?.displayname)
}

/** The unified audit log says Success for a failed sign-in in ResultStatus; the error number decides. */
function readAudit(keys: Json): EventFactsInput {
  const number = countOf(keys.errornumber) ?? (keys.operation === 'UserLoggedIn' ? 0 : -1)
  const judged = judgeSignIn(number, textOf(keys.logonerror) ?? '')
  return {
    at: readTime(keys.creationtime),
    sourceId: textOf(keys.id),
    hop: 'idp',
    traceId: textOf(keys.intersystemsid),
    outcome: judged.outcome,
    reason: judged.reason,
    code: number === -1 ? textOf(keys.logonerror) : String(number),
    message: firstText(keys.logonerror) ?? judged.meaning,
    attempted: textOf(keys.userid),
    accountId: textOf(keys.userkey),
    client: textOf(keys.applicationid),
    ip: firstText(keys.actoripaddress, keys.clientip),
  }
}

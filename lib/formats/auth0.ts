import { auth0Reason } from './auth0-reason'
import { defineFormat } from './define'
import { errorText, isRecord } from './error-text'
import { firstText, isObject, objectOf, textOf } from './json'
import { readTime } from './read-time'
import { browserOf } from './user-agent'
import { AUTH0_CODES, AUTH0_TEXTS } from './codes/auth0'
import { lookUp, lookUpText } from './codes/code'
import { readSamples } from './samples/read'
import samples from './samples/auth0.json'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Outcome } from '@/lib/evidence/vocabulary'
import type { Json } from './json'
import type { Line } from './define'

const MARKS = ['log_id', '_id', 'connection', 'connection_id', 'client_id', 'client_name', 'user_agent', 'strategy', 'hostname', 'isMobile', 'tenant_name'] as const
const SIGNED_IN = /^(?:s|ssa|se[a-z]{2,6}|gd_auth_succeed)$/
const STEPS = /^(?:mfar|pla|gd_send_(?:sms|pn|voice|email))$/
const NEWS = /^(?:ss|s(?:cp|cpr|ce|cu|v|vr|d|lo|ui|u)|ublkdu|api_limit_warning|acls_summary|depnote|w|wn|gd_enrollment_complete|gd_user_delete|gd_unenroll)$/
/** Sentences that need the error word beside them, for any server might write them. */
const WITH_ERROR = /^(?:Service not found: |Service not enabled within domain: |Unknown client: )/
const OWN_SENTENCES = /^(?:Callback URL mismatch\.|(?:invalid_grant: )?Unknown or invalid refresh token\.|Unable to configure verification page\.)/

export default defineFormat({
  id: 'auth0',
  reach: 'product',
  title: 'Auth0 tenant log',
  vendor: 'Auth0 by Okta',
  about:
    'Events of the tenant log, bare or in the wrapper of a log stream ({ log_id, data }), and the error answers that only ' +
    'Auth0 words so. type is a short code; for f, fu, fsa, feacft and fercft the description holds the cause and is read ' +
    'first. One word such as unauthorized_client is not enough to be recognised. A time without a zone is read as UTC.',
  references: [
    'https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes',
    'https://auth0.com/docs/customize/log-streams',
  ],
  recognise: (line) => recordOf(line.json) !== null || ownSentence(line) !== undefined,
  read: (line) => {
    const record = recordOf(line.json)
    return record === null ? readError(line) : readRecord(record, objectOf(line.json))
  },
  samples: readSamples(samples),
  rejects: [
    'unauthorized_client',
    'f',
    { type: 'f', date: '2024-01-01T00:00:00Z' },
    { type: 's', date: '2024-01-01T00:00:00Z', name: 'a series', connection: 'serial' },
    { log_id: '1', data: { type: 'order.created' } },
    '{"error":"access_denied","error_description":"Service not available"}',
    'Service not found: http://127.0.0.1:3030',
  ],
})

/** A record of the log: a known code (or any code beside a log id of Auth0's own form) with a date and two more marks. */
function recordOf(json: Json | null): Json | null {
  if (json === null || 'latchkey' in json) return null
  const record = isObject(json.data) ? json.data : json
  const { type, date } = record
  if (typeof type !== 'string' || typeof date !== 'string' || !/^[a-z][a-z0-9_]{0,60}$/.test(type)) return null
  const marks = MARKS.filter((mark) => record[mark] !== undefined && record[mark] !== null).length
  const ownId = /^900\d{15,60}$/.test(firstText(record.log_id, record._id, json.log_id) ?? '')
  const known = lookUp(AUTH0_CODES, type) !== undefined
  return (ownId && marks >= 1) || (known && marks >= 2) ? record : null
}

function outcomeOf(type: string): Outcome {
  if (SIGNED_IN.test(type)) return 'success'
  if (STEPS.test(type)) return 'challenge'
  if (NEWS.test(type)) return 'info'
  return lookUp(AUTH0_CODES, type) !== undefined || /^f|fail|reject|exceed/.test(type) ? 'failure' : 'info'
}

function readRecord(record: Json, wrapper: Json): EventFactsInput {
  const type = textOf(record.type) ?? ''
  const details = objectOf(record.details)
  const error = objectOf(details.error)
  const outcome = outcomeOf(type)
  const description = firstText(record.description, error.message)
  const reason = auth0Reason(type, outcome, description, textOf(error.oauthError))
  const userAgent = textOf(record.user_agent)
  const redirect = firstText(objectOf(details.qs).redirect_uri, objectOf(details.body).redirect_uri)
  return {
    at: readTime(record.date),
    sourceId: firstText(record.log_id, wrapper.log_id, record._id),
    hop: type.startsWith('gd_send_') ? 'mail' : 'idp',
    host: textOf(record.hostname),
    traceId: firstText(details.session_id, objectOf(details.request).id),
    outcome,
    reason,
    code: type,
    message: description ?? lookUp(AUTH0_CODES, type)?.meaning,
    attempted: firstText(record.user_name, objectOf(details.qs).login_hint, objectOf(details.body).username),
    accountId: textOf(record.user_id),
    client: firstText(record.client_name, record.client_id),
    provider: textOf(record.connection),
    ip: textOf(record.ip),
    userAgent,
    details: {
      browser: browserOf(userAgent),
      country: firstText(objectOf(record.location_info).country_name, objectOf(record.location_info).country_code),
      sessionId: textOf(details.session_id),
      ...(reason === 'redirect_uri_mismatch' && redirect !== undefined ? { compared: 'redirect_uri', actual: redirect } : {}),
    },
  }
}

/** The beginning of an error answer in Auth0's own words. */
function ownSentence(line: Line): string | undefined {
  if (isRecord(line)) return undefined
  const text = errorText(line) ?? ''
  if (OWN_SENTENCES.test(text)) return text
  const denied = /\b(?:access_denied|unauthorized_client|invalid_request|invalid_client)\b/.test(line.text)
  return denied && WITH_ERROR.test(text) ? text : undefined
}

function readError(line: Line): EventFactsInput {
  const text = ownSentence(line) ?? ''
  const sentence = text.split(/\\{0,4}["'}\r\n]/)[0]
  const known = lookUpText(AUTH0_TEXTS, text) ?? lookUpText(AUTH0_TEXTS, `invalid_grant: ${text}`)
  return {
    at: null,
    hop: 'idp',
    outcome: 'failure',
    reason: known?.reason ?? 'provider_misconfigured',
    code: /\b(access_denied|unauthorized_client|invalid_(?:request|client|grant))\b/.exec(line.text)?.[1],
    message: sentence,
    details: known?.reason === 'redirect_uri_mismatch' ? { compared: 'redirect_uri' } : {},
  }
}

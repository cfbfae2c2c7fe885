import { defineFormat } from './define'
import { errorText, isRecord } from './error-text'
import { firstText, folded, objectOf, textOf, wordOf } from './json'
import { keycloakReason } from './keycloak-reason'
import { pairsAt, readPairs, timeBefore } from './keycloak-line'
import { browserOf } from './user-agent'
import { KEYCLOAK_CODES, KEYCLOAK_TEXTS } from './codes/keycloak'
import { lookUp, lookUpText } from './codes/code'
import { readTime } from './read-time'
import { readSamples } from './samples/read'
import samples from './samples/keycloak.json'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Json } from './json'
import type { Line } from './define'

/** Event types that are the end of a sign-in or of a grant; the other types without an error decide nothing. */
const SIGN_INS = new Set(['LOGIN', 'CODE_TO_TOKEN', 'REFRESH_TOKEN', 'CLIENT_LOGIN', 'TOKEN_EXCHANGE', 'IDENTITY_PROVIDER_LOGIN'])
const SERVICE_LINE = /\bKC-SERVICES\d{4}\b/
const LOCKOUTS = /^USER_DISABLED_BY_(?:TEMPORARY|PERMANENT)_LOCKOUT$/

/** Sentences of the token endpoint that no other server is known to use. */
const OWN_SENTENCES = [
  'Account is not fully set up',
  'Code not valid',
  'Invalid client or Invalid client credentials',
  'Invalid parameter: redirect_uri',
  'Invalid user credentials',
  'Restart login cookie not found',
  'Session not active',
  'Stale refresh token',
  'Stale token',
  'Token is not active',
]

type Event = { at: unknown; type: string; get: (key: string) => string | undefined; wrapper: Json }

export default defineFormat({
  id: 'keycloak',
  reach: 'product',
  title: 'Keycloak events',
  vendor: 'Keycloak',
  about:
    'Lines of the logger org.keycloak.events (quoted and older unquoted form), the same in a JSON or ECS console log, ' +
    'events of the Admin REST API, KC-SERVICES lines and error answers in Keycloak’s own words. A time without a zone is ' +
    'read as UTC, a time of day without a date is none. The log says invalid_user_credentials for a wrong password and a ' +
    'wrong code alike: selected_credential_id tells them apart. Successes appear only where the log level is DEBUG or lower.',
  references: [
    'https://www.keycloak.org/docs/latest/server_admin/#configuring-auditing-to-track-events',
    'https://github.com/keycloak/keycloak/blob/main/server-spi-private/src/main/java/org/keycloak/events/Errors.java',
  ],
  recognise: (line) => eventOf(line) !== null || serviceText(line) !== null || ownError(line) !== undefined,
  read: (line) => {
    const event = eventOf(line)
    if (event !== null) return readEvent(event)
    const service = serviceText(line)
    return service === null ? readError(line) : readService(service)
  },
  samples: readSamples(samples),
  rejects: [
    'unauthorized_client',
    '{"type":"fp","date":"2024-01-01T00:00:00Z","log_id":"900","error":"invalid_grant"}',
    { type: 'LOGIN_ERROR', message: 'an event of some other system with the same word' },
    'level=warn type=LOGIN_ERROR user=jane',
    '{"error":"invalid_grant","error_description":"Something of another server"}',
    'AADSTS50126: Error validating credentials due to invalid username or password.',
    { message: 'started', log: { logger: 'org.example.events' } },
  ],
})

function eventOf(line: Line): Event | null {
  if (line.json === null) return eventOfText(line.text, undefined, {})
  const json = folded(line.json)
  if (typeof json.type === 'string' && typeof json.realmid === 'string' && 'time' in json) return eventOfApi(line.json)
  const logger = firstText(json['log.logger'], json.loggername, objectOf(json.log).logger, json.logger, json.logger_name)
  if (logger?.startsWith('org.keycloak') !== true) return null
  return eventOfText(textOf(json.message) ?? '', json['@timestamp'] ?? json.timestamp, json)
}

function eventOfText(text: string, at: unknown, wrapper: Json): Event | null {
  const start = pairsAt(text)
  if (start === -1) return null
  const ofKeycloak = text.slice(0, start).includes('org.keycloak.events') || Object.keys(wrapper).length > 0
  const pairs = readPairs(text.slice(start))
  const type = pairs.get('type')
  if (type === undefined || (!ofKeycloak && !/,\s{1,20}realmId=/.test(text.slice(start, start + 200)))) return null
  return { at: at ?? timeBefore(text, start), type, get: (key) => pairs.get(key), wrapper }
}

function eventOfApi(json: Json): Event {
  const details = objectOf(json.details)
  return {
    at: json.time,
    type: wordOf(json.type) ?? '',
    get: (key) => wordOf(json[key]) ?? wordOf(details[key]),
    wrapper: {},
  }
}

function readEvent({ at, type, get, wrapper }: Event): EventFactsInput {
  const failed = type.endsWith('_ERROR') || LOCKOUTS.test(type) || get('error') !== undefined
  const error = get('error')
  const userAgent = get('user_agent') ?? get('userAgent')
  const code = error ?? type
  return {
    at: readTime(at),
    sourceId: get('id'),
    environment: textOf(wrapper['service.environment']) ?? textOf(objectOf(wrapper.service).environment),
    service: textOf(wrapper['service.name']) ?? textOf(objectOf(wrapper.service).name),
    version: textOf(wrapper['service.version']) ?? textOf(objectOf(wrapper.service).version),
    host: firstText(wrapper['host.hostname'], objectOf(wrapper.host).hostname, wrapper.hostname),
    hop: hopOf(type, error),
    traceId: get('code_id') ?? get('sessionId'),
    outcome: failed ? 'failure' : SIGN_INS.has(type) ? 'success' : 'info',
    reason: failed ? keycloakReason(type, error, get) : 'success',
    code,
    message: [type, get('reason') ?? lookUp(KEYCLOAK_CODES, code)?.meaning].filter(Boolean).join(': '),
    attempted: get('username') ?? get('email'),
    accountId: get('userId'),
    client: get('clientId'),
    provider: get('identity_provider'),
    ip: get('ipAddress'),
    userAgent,
    details: detailsOf(get, error, userAgent),
  }
}

function detailsOf(get: Event['get'], error: string | undefined, userAgent: string | undefined): EventFactsInput['details'] {
  const redirect = get('redirect_uri')
  return {
    sessionId: get('sessionId'),
    factorId: get('selected_credential_id'),
    browser: browserOf(userAgent),
    path: get('requestUri'),
    ...(error === 'invalid_redirect_uri' && redirect !== undefined ? { compared: 'redirect_uri', actual: redirect } : {}),
  }
}

function hopOf(type: string, error: string | undefined): EventFactsInput['hop'] {
  if (error === 'email_send_failed') return 'mail'
  return type.startsWith('IDENTITY_PROVIDER_') || type === 'FEDERATED_IDENTITY_LINK_ERROR' ? 'idp' : 'auth'
}

/** The text of a KC-SERVICES line: these often carry the real cause next to a bland event. */
function serviceText(line: Line): string | null {
  if (line.json === null) return SERVICE_LINE.test(line.text) ? line.text : null
  const keys = folded(line.json)
  const logger = firstText(keys['log.logger'], keys.loggername, objectOf(keys.log).logger, keys.logger)
  const message = textOf(keys.message)
  return logger?.startsWith('org.keycloak') === true && message !== undefined && SERVICE_LINE.test(message) ? message : null
}

function readService(text: string): EventFactsInput {
  const at = SERVICE_LINE.exec(text)?.index ?? 0
  const message = text.slice(at, at + 1000)
  const known = lookUpText(KEYCLOAK_TEXTS, message)
  const attempted = /login failure for user ([^\s,]{1,320})/.exec(message)?.[1]
  const failed = known !== undefined || /\b(?:WARN|ERROR|FATAL)\b/.test(text.slice(0, at))
  return {
    at: readTime(timeBefore(text, at)),
    hop: 'auth',
    outcome: failed ? 'failure' : 'info',
    reason: known?.reason ?? 'unknown',
    code: message.slice(0, 'KC-SERVICES0000'.length),
    message,
    attempted,
    ip: /from ip ([0-9A-Fa-f.:]{3,45})/.exec(message)?.[1],
  }
}

/** The row of an error answer whose sentence only Keycloak uses. A sentence alone proves nothing: it needs its error word. */
function ownError(line: Line): ReturnType<typeof lookUp> {
  if (isRecord(line) || !/error_?description/i.test(line.text)) return undefined
  const text = errorText(line) ?? ''
  return OWN_SENTENCES.some((sentence) => text.startsWith(sentence)) ? lookUpText(KEYCLOAK_TEXTS, text) : undefined
}

function readError(line: Line): EventFactsInput {
  const code = /\berror\\{0,4}["']?\s{0,4}[:=]\s{0,4}\\{0,4}["']?(\w{3,60})/.exec(line.text)?.[1]
  const status = /^(\d{3})\b/.exec(line.text)?.[1]
  return {
    at: null,
    hop: 'auth',
    outcome: 'failure',
    reason: ownError(line)?.reason ?? 'unknown',
    code,
    message: (errorText(line) ?? '').split(/\\{0,4}["'}\n]/)[0],
    details: { statusCode: status === undefined ? undefined : Number(status) },
  }
}

import { rememberLast } from '@/lib/core/remember-last'
import { countOf, firstText, folded, isObject, objectOf, wordOf, type Json } from './json'
import { readIp } from './facts'
import { readTime } from './read-time'
import { browserOf } from './user-agent'
import type { EventFactsInput } from '@/lib/evidence/event'
import type { Line } from './define'

const TEXT_MAX = 8_000
const TIME = /\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?/
const IP = /(?:^|[\s=:"'[(,])((?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]{3,39}\]|(?:[0-9a-f]{1,4}:){2,7}[0-9a-f]{0,4})(?=$|[\s"'\]),:;/])/gi
const USER = /\b(?:user(?:name)?|login|account|email|upn|principal|identifier)(?:_?name)?["']?\s{0,2}[=:]\s{0,2}["']?([\w.@+\\-]{2,120})/i
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/
const TRACE = /\b(?:trace|request|correlation|transaction)[ _-]?id["']?\s{0,2}[=:]\s{0,2}["']?([\w-]{8,64})/i

/** The words of a line: the sentences of a JSON record, or the text itself. At most 8,000 characters. Many formats ask for those of one line. */
export const spokenText = rememberLast(({ json, text }: Line): string => {
  if (json === null) return text.slice(0, TEXT_MAX)
  const keys = folded(json)
  const inner = [keys.error, keys.err, keys.exception, keys.data].map((value) => folded(value))
  const own = [keys.message, keys.msg, keys.log, keys.error, keys.error_description, keys.err, keys.exception, keys.detail, keys.details, keys.title, keys.reason, keys.code, keys.name, keys.stack_trace]
  const nested = inner.flatMap((object) => [object.name, object.code, object.type, object.message, object.reason, object.description, object.details])
  return [...own, ...nested].flatMap((value) => wordOf(value) ?? []).join(' | ').slice(0, TEXT_MAX)
})

/** What a line says besides its message, wherever its system keeps it. */
export function envelopeOf(line: Line): EventFactsInput {
  if (line.json === null) return fromText(line.text)
  const told = fromText(spokenText(line))
  const known = fromJson(folded(line.json))
  return { ...known, at: known.at ?? told.at, attempted: known.attempted ?? told.attempted, ip: known.ip ?? told.ip, traceId: known.traceId ?? told.traceId }
}

/** The first address of a text; a time of day looks like one and is none. */
function ipIn(text: string): string | undefined {
  for (const match of text.matchAll(IP)) if (readIp(match[1]) !== undefined) return match[1]
  return undefined
}

function fromText(whole: string): EventFactsInput {
  const text = whole.slice(0, TEXT_MAX)
  const stamp = TIME.exec(text.slice(0, 200))?.[0]
  return {
    at: readTime(stamp?.replaceAll('/', '-').replace(',', '.')),
    hop: 'auth',
    outcome: 'failure',
    reason: 'unknown',
    attempted: USER.exec(text)?.[1] ?? MAIL.exec(text)?.[0],
    ip: ipIn(text),
    traceId: TRACE.exec(text)?.[1],
  }
}

function fromJson(keys: Json): EventFactsInput {
  const request = folded(keys.request ?? keys.http_request ?? keys.httprequest ?? keys.req)
  const user = isObject(keys.user) ? folded(keys.user) : {}
  const userAgent = firstText(keys.user_agent, keys.useragent, request.user_agent, objectOf(request.headers)['user-agent'])
  const statusCode = countOf(keys.status_code ?? keys.statuscode ?? request.status)
  return {
    at: readTime(keys.time ?? keys.timestamp ?? keys['@timestamp'] ?? keys.ts ?? keys.datetime ?? keys.date),
    hop: 'auth',
    outcome: 'failure',
    reason: 'unknown',
    attempted: firstText(keys.user, keys.username, keys.user_name, keys.email, keys.login, keys.identifier, user.name, user.email, user.username, keys['user.name']),
    ip: firstText(keys.ip, keys.remote_ip, keys.client_ip, keys.clientip, keys.remoteaddr, keys.remote_addr, keys.ip_address, keys.ipaddress, keys.source_ip, keys['client.ip'], keys['source.ip'], request.remote_ip, request.client_ip),
    traceId: firstText(keys.trace_id, keys.traceid, keys['trace.id'], keys.request_id, keys.requestid, keys.correlation_id, keys.correlationid),
    service: firstText(keys.service, keys['service.name'], keys.app, keys.application),
    host: firstText(keys.host, keys.hostname, keys['host.name']),
    userAgent,
    details: {
      browser: browserOf(userAgent),
      path: firstText(keys.path, keys.url, keys.uri, request.path, request.url, request.uri),
      ...(statusCode !== undefined && statusCode >= 100 && statusCode < 600 ? { statusCode: Math.trunc(statusCode) } : {}),
    },
  }
}

import { defineFormat, type Line } from './define'
import { firstText, folded, isObject, listOf, objectOf, textOf, wordOf, type Json } from './json'
import { readTime } from './read-time'

const TIMES = ['timeunixnano', 'observedtimeunixnano', 'observedtimestamp'] as const
const MARKS = ['severitytext', 'severitynumber', 'attributes', 'resource', 'traceid', 'spanid', 'instrumentationscope', 'scope'] as const

/** A log record of the data model, with the names of OTLP in JSON or those of exporters. */
function recordOf({ json }: Line): Json | null {
  const keys = folded(json)
  if (!('body' in keys)) return null
  const timed = TIMES.some((name) => name in keys) || 'timestamp' in keys
  return timed && MARKS.filter((name) => name in keys).length >= 2 ? keys : null
}

/** { stringValue } of OTLP, or the value itself. */
function valueOf(value: unknown): string | object | null {
  const inner = folded(value)
  if ('stringvalue' in inner) return textOf(inner.stringvalue) ?? null
  return isObject(value) ? value : (textOf(value) ?? null)
}

/** Attributes as a list of { key, value } or as an object. */
function attribute(attributes: unknown, ...names: readonly string[]): string | undefined {
  const pairs = Array.isArray(attributes) ? listOf(attributes).filter(isObject).map((one) => [textOf(one.key) ?? '', one.value] as const) : Object.entries(objectOf(attributes))
  for (const name of names) {
    const value = pairs.find(([key]) => key === name)?.[1]
    const found = firstText(valueOf(value)) ?? wordOf(value) ?? wordOf(folded(value).intvalue)
    if (found !== undefined) return found
  }
  return undefined
}

/** Nanoseconds since the epoch as a time. */
const nanos = (value: unknown) => (/^\d{16,20}$/.test(wordOf(value) ?? '') ? readTime(Number((wordOf(value) ?? '').slice(0, -6))) : null)

export default defineFormat({
  id: 'opentelemetry',
  reach: 'product',
  title: 'OpenTelemetry log record',
  vendor: 'CNCF',
  about: 'Log records of the OpenTelemetry data model whose body is a line of any other format: the body is read as that line, and the record adds time, service, host, trace and address. A body that no format knows leaves the record unrecognised.',
  references: ['https://opentelemetry.io/docs/specs/otel/logs/data-model/', 'https://opentelemetry.io/docs/specs/semconv/'],
  recognise: (line, inner) => {
    const body = recordOf(line)?.body
    const value = body === undefined ? null : valueOf(body)
    return value !== null && inner(value) !== null
  },
  read: (line, inner) => {
    const keys = recordOf(line) ?? {}
    const value = valueOf(keys.body)
    const read = (value === null ? null : inner(value)) ?? { at: null, hop: 'auth' as const, outcome: 'info' as const, reason: 'unknown' as const }
    const resource = isObject(keys.resource) && 'attributes' in keys.resource ? keys.resource.attributes : keys.resource
    return {
      ...read,
      at: read.at ?? nanos(keys.timeunixnano) ?? nanos(keys.observedtimeunixnano) ?? nanos(keys.timestamp) ?? readTime(keys.timestamp ?? keys.observedtimestamp),
      traceId: firstText(keys.traceid, keys.trace_id) ?? read.traceId,
      service: attribute(resource, 'service.name') ?? read.service,
      version: attribute(resource, 'service.version') ?? read.version,
      host: attribute(resource, 'host.name', 'k8s.pod.name') ?? read.host,
      environment: attribute(resource, 'deployment.environment.name', 'deployment.environment') ?? read.environment,
      ip: attribute(keys.attributes, 'client.address', 'source.address', 'http.client_ip') ?? read.ip,
      attempted: read.attempted ?? attribute(keys.attributes, 'user.name', 'user.email', 'enduser.id'),
      userAgent: attribute(keys.attributes, 'user_agent.original', 'http.user_agent') ?? read.userAgent,
    }
  },
  samples: [
    { name: 'OTLP in JSON', raw: { timeUnixNano: '1772438400123000000', severityText: 'WARN', body: { stringValue: 'TokenExpiredError: jwt expired' }, traceId: '5b8efff798038103d269b633813fc60c', attributes: [{ key: 'client.address', value: { stringValue: '203.0.113.9' } }], resource: { attributes: [{ key: 'service.name', value: { stringValue: 'billing-api' } }] } }, facts: { at: '2026-03-02T08:00:00.123Z', reason: 'token_expired', service: 'billing-api', ip: '203.0.113.9', traceId: '5b8efff798038103d269b633813fc60c' } },
    { name: 'an exporter’s names', raw: { Timestamp: '2026-03-02T08:00:00Z', SeverityText: 'INFO', Body: 'Mar  2 08:00:01 host sshd[1200]: Failed password for maya from 203.0.113.9 port 51022 ssh2', Resource: { 'service.name': 'bastion' }, Attributes: {} }, facts: { reason: 'bad_password', attempted: 'maya', service: 'bastion' } },
  ],
  rejects: [{ timeUnixNano: '1772438400123000000', severityText: 'INFO', body: { stringValue: 'GET /health' }, attributes: [] }, { body: 'jwt expired' }],
})

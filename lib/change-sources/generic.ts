import { z } from 'zod'
import { CHANGE_KINDS } from '@/lib/evidence/vocabulary'
import { defineChangeSource, type Mapping } from './define'
import { valueAt } from './pointer'
import { report, text, timeOf } from './report'

const PLAIN: Mapping = Object.fromEntries(['id', 'at', 'environment', 'service', 'kind', 'from', 'to', 'summary', 'author', 'url', 'paths', 'labels'].map((field) => [field, `/${field}`]))

const word = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const words = z.union([z.array(word), word.transform((one) => [one])])
const found = z.object({
  id: word.pipe(text(300)),
  at: z.union([z.string(), z.number()]).nullish(),
  environment: word.pipe(text(100)).nullish(),
  service: word.pipe(text(100)),
  kind: z.enum(CHANGE_KINDS).catch('deploy'),
  from: word.nullish(),
  to: word.nullish(),
  summary: word.nullish(),
  author: word.nullish(),
  url: z.string().nullish(),
  paths: words.nullish(),
  labels: words.nullish(),
})

/** "/a/b" leads into the payload, any other text stands for itself. */
const placed = (payload: unknown, place: string) => (place.startsWith('/') ? valueAt(payload, place) : place)

/** POINTER=VALUE|VALUE: whether the payload says one of the values there. */
function holds(payload: unknown, condition: string): boolean {
  const at = condition.indexOf('=')
  const value = word.safeParse(valueAt(payload, condition.slice(0, at)))
  return value.success && condition.slice(at + 1).split('|').includes(value.data)
}

/** Seconds since 1970 are smaller than any time in milliseconds that a change can have. */
const milliseconds = (at: string | number | null | undefined) => (typeof at === 'number' && at < 100_000_000_000 ? at * 1000 : at)

const MAPPING: Mapping = { id: '/run/id', at: '/run/finished', service: '/application', environment: '/stage', kind: 'deploy', to: '/artifact/version', summary: '/run/title', author: '/run/by', paths: '/files', when: '/run/result=ok|warning' }
const ran = (result: string) => ({ run: { id: 812, finished: 1763634120, title: 'Read argon2id', by: 'ines', result }, application: 'auth-service', stage: 'production', artifact: { version: '4.12.0' }, files: ['src/password/argon2.ts'] })

export default defineChangeSource({
  id: 'generic',
  title: 'Any JSON',
  about: 'One change a delivery, from JSON of any shape. GENERIC_WEBHOOK_MAPPING says where each field stands, as JSON pointers; any other text stands for itself. Without a mapping the fields have the names of POST /api/v1/changes. An id and a service are needed; an unknown kind is a deploy.',
  references: ['https://www.rfc-editor.org/rfc/rfc6901'],
  signature: { kind: 'authorization' },
  events: ['any'],
  setup: `Authorization: Bearer SECRET, and for another shape for example GENERIC_WEBHOOK_MAPPING=${JSON.stringify(MAPPING)}. "when" says which deliveries count.`,
  read: (payload, _headers, { now, mapping }) => {
    const places = mapping ?? PLAIN
    z.record(z.string(), z.unknown()).parse(payload)
    if (places.when && !holds(payload, places.when)) return []
    const values = Object.fromEntries(Object.entries(places).flatMap(([field, place]) => (place === undefined || field === 'when' ? [] : [[field, placed(payload, place)]])))
    const given = found.parse(values)
    return [report({ ...given, at: timeOf(milliseconds(given.at), now), summary: given.summary ?? '', paths: (given.paths ?? []).slice(0, 5000), labels: (given.labels ?? []).slice(0, 50) })]
  },
  examples: [
    { name: 'a shape of one’s own', mapping: MAPPING, payload: ran('ok'), changes: [{ id: '812', at: '2025-11-20T10:22:00.000Z', environment: 'production', service: 'auth-service', kind: 'deploy', to: '4.12.0', summary: 'Read argon2id', author: 'ines', paths: ['src/password/argon2.ts'] }] },
    { name: 'the shape of the API', payload: { id: 'c-1', at: '2026-11-20T10:22:00Z', service: 'auth-service', kind: 'certificate', summary: 'New certificate', labels: 'tls' }, changes: [{ id: 'c-1', kind: 'certificate', labels: ['tls'], environment: undefined }] },
    { name: 'an unknown kind', payload: { id: 'c-1', service: 'auth-service', kind: 'shipping' }, changes: [{ kind: 'deploy', at: '2026-11-24T12:00:00.000Z' }] },
    { name: 'a delivery that does not count', mapping: MAPPING, payload: ran('failed'), changes: [] },
  ],
  rejects: [null, [], 7, {}, { id: 'x' }, { id: {}, service: 'x' }, { id: 'x', service: 'y', paths: [[]] }].map((payload) => ({ payload })),
})

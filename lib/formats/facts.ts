import { isIP, isIPv4 } from 'node:net'
import { cleanText } from '@/lib/core/text'
import { redact } from '@/lib/core/redact'
import { eventDetailsSchema, eventFactsSchema } from '@/lib/evidence/event'
import type { EventDetails, EventFacts, EventFactsInput } from '@/lib/evidence/event'

/** Lengths in UTF-16 units: an e-mail address has 254 octets at most (RFC 5321, 4.5.3), the rest leaves room and no more. */
const LENGTHS = {
  sourceId: 200,
  environment: 100,
  service: 100,
  version: 100,
  host: 255,
  traceId: 200,
  code: 200,
  rule: 200,
  message: 1000,
  attempted: 320,
  accountId: 200,
  client: 200,
  clientVersion: 100,
  provider: 200,
  userAgent: 512,
} as const
/** What decides; it is checked as a whole. The details are looked at one by one where they are there: a record has few of those that there may be. */
const decidingSchema = eventFactsSchema.pick({ at: true, hop: true, outcome: true, reason: true })
const DETAILS = new Map(Object.entries(eventDetailsSchema.shape))
const SPOKEN_DETAILS = new Set<string>(['expected', 'actual', 'path', 'factorLabel'])
const DETAIL_LENGTH = 500
const LIST_LENGTH = 200

/**
 * The facts of a line with every text cleaned and bounded; null where what decides (time, hop, outcome, reason) is broken.
 * Every name is there, also where nothing is known: what reads millions of them wants one shape.
 */
export function boundFacts(facts: EventFactsInput): EventFacts | null {
  const deciding = decidingSchema.safeParse(facts)
  if (!deciding.success) return null
  const { at, hop, outcome, reason } = deciding.data
  return {
    at,
    sourceId: boundText(facts.sourceId, LENGTHS.sourceId),
    environment: boundText(facts.environment, LENGTHS.environment),
    service: boundText(facts.service, LENGTHS.service),
    version: boundText(facts.version, LENGTHS.version),
    hop,
    host: boundText(facts.host, LENGTHS.host),
    traceId: boundText(facts.traceId, LENGTHS.traceId),
    durationMs: boundDuration(facts.durationMs),
    outcome,
    reason,
    code: boundText(facts.code, LENGTHS.code),
    rule: boundSentence(facts.rule, LENGTHS.rule),
    message: boundSentence(facts.message, LENGTHS.message),
    attempted: boundText(facts.attempted, LENGTHS.attempted),
    accountId: boundText(facts.accountId, LENGTHS.accountId),
    client: boundText(facts.client, LENGTHS.client),
    clientVersion: boundText(facts.clientVersion, LENGTHS.clientVersion),
    provider: boundText(facts.provider, LENGTHS.provider),
    ip: readIp(facts.ip),
    userAgent: boundText(facts.userAgent, LENGTHS.userAgent),
    details: boundDetails(facts.details),
  }
}

const boundDuration = (value: unknown) => (typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined)

function boundText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = cleanText(value, max)
  return text === '' ? undefined : text
}

/** For sentences and addresses, in which a secret may hide. */
const boundSentence = (value: unknown, max: number) => boundText(typeof value === 'string' ? redact(value.slice(0, 16_384)) : undefined, max)

/** Each detail on its own: one that is broken falls away and leaves the others. */
function boundDetails(details: EventFactsInput['details']): EventDetails {
  const out: Record<string, unknown> = {}
  if (details === undefined) return out
  for (const [key, value] of Object.entries(details)) {
    const schema = DETAILS.get(key)
    const bounded = schema === undefined || value === undefined ? undefined : boundDetail(value, SPOKEN_DETAILS.has(key))
    if (bounded !== undefined && schema?.safeParse(bounded).success) out[key] = bounded
  }
  return out
}

function boundDetail(value: unknown, spoken: boolean): unknown {
  if (typeof value === 'string') return spoken ? boundSentence(value, DETAIL_LENGTH) : boundText(value, DETAIL_LENGTH)
  if (Array.isArray(value)) return value.slice(0, LIST_LENGTH).flatMap((item) => boundText(item, DETAIL_LENGTH) ?? [])
  return value
}

/** An IP address word for word, without a port, brackets or zone; anything else is none. */
export function readIp(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined
  const text = value.trim()
  if (isIPv4(text)) return text
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]{7,15}):\d{1,5}$/.exec(text)?.[1] ?? text
  const plain = bare.replace(/%[\w.-]{1,20}$/, '').replace(/^::ffff:(?=\d{1,3}\.)/i, '')
  return isIP(plain) === 0 ? undefined : plain
}

import { isIP } from 'node:net'
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
/** Fields in which a secret may hide: sentences and addresses. */
const SPOKEN = new Set<string>(['rule', 'message'])
const FIELDS = Object.entries(LENGTHS).map(([key, max]) => [key as keyof typeof LENGTHS, max, SPOKEN.has(key)] as const)
/** A record has few of the details that there may be: each is looked at where it is there, and not all of them in one schema. */
const withoutDetails = eventFactsSchema.omit({ details: true })
const DETAILS = Object.entries(eventDetailsSchema.shape).map(([key, schema]) => [key as keyof EventDetails, schema] as const) // the keys of the shape
const SPOKEN_DETAILS = new Set<string>(['expected', 'actual', 'path', 'factorLabel'])
const DETAIL_LENGTH = 500
const LIST_LENGTH = 200

/** The facts of a line with every text cleaned and bounded; null where what decides (time, hop, outcome, reason) is broken. */
export function boundFacts(facts: EventFactsInput): EventFacts | null {
  const out: Record<string, unknown> = {
    at: facts.at,
    hop: facts.hop,
    outcome: facts.outcome,
    reason: facts.reason,
  }
  for (const [key, max, spoken] of FIELDS) {
    const text = boundText(facts[key], max, spoken)
    if (text !== undefined) out[key] = text
  }
  const ip = readIp(facts.ip)
  if (ip !== undefined) out.ip = ip
  if (typeof facts.durationMs === 'number' && facts.durationMs >= 0 && Number.isFinite(facts.durationMs)) {
    out.durationMs = facts.durationMs
  }
  const parsed = withoutDetails.safeParse(out)
  return parsed.success ? { ...parsed.data, details: boundDetails(facts.details) } : null
}

function boundText(value: unknown, max: number, spoken: boolean): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = cleanText(spoken ? redact(value.slice(0, 16_384)) : value, max)
  return text === '' ? undefined : text
}

/** Each detail on its own: one that is broken falls away and leaves the others. */
function boundDetails(details: EventFactsInput['details']): EventDetails {
  const out: Record<string, unknown> = {}
  if (details === undefined || Object.keys(details).length === 0) return out
  for (const [key, schema] of DETAILS) {
    const value = details[key]
    const bounded = value === undefined ? undefined : boundDetail(value, SPOKEN_DETAILS.has(key))
    if (bounded !== undefined && schema.safeParse(bounded).success) out[key] = bounded
  }
  return out
}

function boundDetail(value: unknown, spoken: boolean): unknown {
  if (typeof value === 'string') return boundText(value, DETAIL_LENGTH, spoken)
  if (Array.isArray(value)) return value.slice(0, LIST_LENGTH).flatMap((item) => boundText(item, DETAIL_LENGTH, false) ?? [])
  return value
}

/** An IP address word for word, without a port, brackets or zone; anything else is none. */
export function readIp(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined
  const text = value.trim()
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^([\d.]{7,15}):\d{1,5}$/.exec(text)?.[1] ?? text
  const plain = bare.replace(/%[\w.-]{1,20}$/, '').replace(/^::ffff:(?=\d{1,3}\.)/i, '')
  return isIP(plain) === 0 ? undefined : plain
}

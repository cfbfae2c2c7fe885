import { isIP } from 'node:net'
import { cleanText } from '@/lib/core/text'
import { redact } from '@/lib/core/redact'
import { eventDetailsSchema, eventFactsSchema } from '@/lib/evidence/event'
import { objectOf } from './json'
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
    details: boundDetails(facts.details),
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
  const parsed = eventFactsSchema.safeParse(out)
  if (parsed.success) return parsed.data
  const again = eventFactsSchema.safeParse({ ...out, details: fittingDetails(objectOf(out.details)) })
  return again.success ? again.data : null
}

function boundText(value: unknown, max: number, spoken: boolean): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = cleanText(spoken ? redact(value.slice(0, 16_384)) : value, max)
  return text === '' ? undefined : text
}

function boundDetails(details: EventFactsInput['details']): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(details ?? {})) {
    const bounded = value === undefined ? undefined : boundDetail(value, SPOKEN_DETAILS.has(key))
    if (bounded !== undefined && Object.hasOwn(eventDetailsSchema.shape, key)) out[key] = bounded
  }
  return out
}

/** Each detail on its own: one that is broken falls away and leaves the others. */
function fittingDetails(details: Readonly<Record<string, unknown>>): EventDetails {
  const shape: Readonly<Record<string, { safeParse: (value: unknown) => { success: boolean } }>> = eventDetailsSchema.shape
  return Object.fromEntries(Object.entries(details).filter(([key, value]) => shape[key]?.safeParse(value).success === true))
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

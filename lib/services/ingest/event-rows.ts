import { createHash } from 'node:crypto'
import { idAt } from '@/lib/core/ids'
import { identifierKey } from '@/lib/core/identifier'
import { redact, redactValue } from '@/lib/core/redact'
import type { EventFacts } from '@/lib/evidence/event'
import { readLine } from '@/lib/formats/recognise'
import type { SplitRecord } from '@/lib/formats/split-records'

/** One record is at most this long when kept; the rest of it is cut. */
const RAW_MAX = 16_384
const DAY = 86_400_000

const ENVIRONMENTS: Readonly<Record<string, string>> = { prod: 'production', prd: 'production', live: 'production', stage: 'staging', stg: 'staging', testing: 'test' }

/** "prod" and "production" are one environment. */
export const environmentName = (name: string | null | undefined, otherwise: string) => {
  const key = name?.trim().toLowerCase().slice(0, 60)
  return key ? (ENVIRONMENTS[key] ?? key) : otherwise
}

export type NewEvent = Record<string, unknown> & { environment: string; service: string | null; attempted_key: string | null; vendor_account: string | null; account_id: string | null }

type Value = Extract<SplitRecord, { value: string | object }>['value']

const cut = (text: string) => text.slice(0, RAW_MAX)
const rawOf = (value: Value) => cut(typeof value === 'string' ? redact(value.slice(0, RAW_MAX * 2)) : JSON.stringify(redactValue(value)))

/** The same record again has the same key: by its source's own id, else by its text. */
function dedupeKey(source: string, format: string, sourceId: string | null | undefined, raw: string): string {
  return `\\x${createHash('sha256').update(`${source}\0${sourceId ? `id\0${format}\0${sourceId}` : `raw\0${raw}`}`).digest('hex')}`
}

const UNRECOGNISED: Partial<EventFacts> = { hop: 'auth', outcome: 'info', reason: 'unknown', at: null, details: {} }

/** A record as a row. What no format recognises is a row as well: kept, counted and shown. */
export function toEventRow(value: Value, source: string, environment: string, now: Date): NewEvent {
  const read = readLine(value)
  const facts: Partial<EventFacts> = read?.facts ?? UNRECOGNISED
  const raw = rawOf(value)
  const said = facts.at ? Date.parse(facts.at) : Number.NaN
  // A time far in the future is a wrong clock, not a record of tomorrow.
  const at = Number.isNaN(said) || said > now.getTime() + DAY ? now.getTime() : said
  return {
    id: idAt(Math.max(0, at)),
    dedupe_key: dedupeKey(source, read?.format ?? 'none', facts.sourceId, raw),
    at: new Date(at).toISOString(),
    environment: environmentName(facts.environment, environment),
    service: facts.service ?? null,
    version: facts.version ?? null,
    hop: facts.hop,
    host: facts.host ?? null,
    trace_id: facts.traceId ?? null,
    duration_ms: facts.durationMs == null ? null : Math.min(2_147_483_647, Math.round(facts.durationMs)),
    outcome: facts.outcome,
    reason: facts.reason,
    code: facts.code ?? null,
    rule: facts.rule ?? null,
    message: facts.message ?? null,
    attempted: facts.attempted ?? null,
    attempted_key: facts.attempted ? identifierKey(facts.attempted) : null,
    vendor_account: facts.accountId ?? null,
    account_id: null,
    client: facts.client ?? null,
    client_version: facts.clientVersion ?? null,
    provider: facts.provider ?? null,
    ip: facts.ip ?? null,
    user_agent: facts.userAgent ?? null,
    country: facts.details?.country ?? null,
    details: facts.details ?? {},
    format: read?.format ?? 'unrecognised',
    raw,
  }
}

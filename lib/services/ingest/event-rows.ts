import { hash } from 'node:crypto'
import { environmentName } from '@/lib/core/environment-name'
import { idOf } from '@/lib/core/ids'
import { identifierKey } from '@/lib/core/identifier'
import { redact, redactValue } from '@/lib/core/redact'
import type { EventFacts } from '@/lib/evidence/event'
import { readLine } from '@/lib/formats/recognise'
import { boundValue } from './bound-value'
import { storable } from './bulk'

/** One record is at most this long when kept; the rest of it is cut. */
const RAW_MAX = 16_384
/** A line is read so far. */
const LINE_MAX = 65_536
const DAY = 86_400_000
/** Hex digits of a digest's first half. */
const UNTIMED_DIGITS = 32
/** Before this there was no sign-in log: such a time is a broken clock. */
const EARLIEST = Date.UTC(1990, 0, 1)
const INT_MAX = 2_147_483_647

export type NewEvent = ReturnType<typeof toEventRow>

/** The record without its secrets, and as the text that is kept. Nothing else ever sees what came in. */
function redacted(value: string | object): { value: string | object; text: string } {
  if (typeof value === 'string') {
    const text = redact(value.slice(0, LINE_MAX))
    return { value: text, text }
  }
  const clean = redactValue(boundValue(value)) as object
  return { value: clean, text: JSON.stringify(clean) }
}

/** Names a record: by its source's own id, else by its text. The same record again has the same name. */
function digestOf(source: string, format: string, sourceId: string | null | undefined, text: string): string {
  return hash('sha256', `${source}\0${sourceId ? `id\0${format}\0${sourceId}` : `raw\0${text}`}`, 'hex')
}

const UNRECOGNISED: EventFacts = { hop: 'auth', outcome: 'info', reason: 'unknown', at: null, details: {} }

/** A time that cannot be right, far in the future or before there were logs, is not believed. */
function timeOf(at: string | null, now: number): number | null {
  const said = at === null ? Number.NaN : Date.parse(at)
  return said >= EARLIEST && said <= now + DAY ? said : null
}

/** Characters of a time in UTC with milliseconds, which most records bring: there is one such spelling of it. */
const CANONICAL = '2026-11-24T12:00:00.000Z'.length
const isoOf = (at: number, said: string | null) => (said?.length === CANONICAL ? said : new Date(at).toISOString())

/** A record as a row. What no format recognises is a row as well: kept, counted and shown. */
export function toEventRow(given: string | object, source: string, environment: string, now: Date) {
  const { value, text } = redacted(given)
  const read = readLine(value)
  const facts = read?.facts ?? UNRECOGNISED
  const said = timeOf(facts.at, now.getTime())
  const at = said ?? now.getTime()
  const digest = digestOf(source, read?.format ?? 'none', facts.sourceId, text)
  return {
    id: idOf(at, digest),
    /** Where the time is that of receipt, the id cannot tell whether the record came before: this does. */
    untimed_key: said === null ? digest.slice(0, UNTIMED_DIGITS) : null,
    at: isoOf(at, said === null ? null : facts.at),
    environment: environmentName(facts.environment, environment),
    service: facts.service ?? null,
    version: facts.version ?? null,
    hop: facts.hop,
    host: facts.host ?? null,
    trace_id: facts.traceId ?? null,
    duration_ms: facts.durationMs == null ? null : Math.min(INT_MAX, Math.round(facts.durationMs)),
    outcome: facts.outcome,
    reason: facts.reason,
    code: facts.code ?? null,
    rule: facts.rule ?? null,
    message: facts.message ?? null,
    attempted: facts.attempted ?? null,
    attempted_key: facts.attempted ? identifierKey(facts.attempted) : null,
    /** The account as the source names it; `account_id` is ours, found by a look-up. */
    vendor_account: facts.accountId ?? null,
    account_id: null as string | null,
    client: facts.client ?? null,
    client_version: facts.clientVersion ?? null,
    provider: facts.provider ?? null,
    ip: facts.ip ?? null,
    user_agent: facts.userAgent ?? null,
    country: facts.details.country ?? null,
    details: facts.details,
    format: read?.format ?? 'unrecognised',
    raw: storable(text.slice(0, RAW_MAX)),
  }
}

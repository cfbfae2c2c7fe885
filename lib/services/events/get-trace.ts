import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { comparable } from '@/lib/core/filter-text'
import { timeOfId } from '@/lib/core/ids'
import { maskView } from '@/lib/core/mask'
import type { Hop } from '@/lib/evidence/vocabulary'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { EVENT_COLUMNS, type EventRow } from './event-row'

/** A hop of a trace on the corrected axis. Milliseconds from the first. */
export type Span = { event: EventRow; startMs: number; durationMs: number; offsetMs: number; corrected: boolean; refused: boolean }

export type Trace = {
  id: string
  /** How the records were tied together. */
  by: 'trace' | 'near' | 'single'
  spans: Span[]
  totalMs: number
  deciding: EventRow
  /** Hops that this kind of sign-in passes and that left no record. */
  missing: Hop[]
  /** What the logs fail to say: a fault of the system that is worth a finding of its own. */
  gaps: string[]
}

const MOST = 60
const ORDER: readonly Hop[] = ['browser', 'edge', 'gateway', 'auth', 'user_store', 'idp', 'mail', 'api']
/** A child that seems to begin this long before its parent is the work of a wrong clock, not of a fast one. */
const CLOCK_MS = 1_000

/** Records without a trace id that name one person from one address this close to each other are taken for one attempt. */
const NEAR_SECONDS = 15

/**
 * The records of one attempt, masked, by its trace id, or by the id of a record that has none: then those beside it of the
 * same identifier and address. Throws AppError('not_found').
 */
export async function getTrace(ctx: ServiceContext, id: string): Promise<Trace> {
  await authorize(ctx, 'read')
  const uuid = z.uuid().safeParse(id).success ? id : null
  const { rows } = await ctx.db.pool.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM auth_event WHERE trace_id = $1 OR (at = $3 AND id = $2::uuid) OR trace_id = (SELECT trace_id FROM auth_event WHERE at = $3 AND id = $2::uuid) ORDER BY at, id LIMIT ${MOST}`,
    [comparable(id, 200), uuid, uuid && timeOfId(uuid)],
  )
  const [only] = rows
  const trace = buildTrace(id, only && rows.length === 1 && only.trace_id === null ? await recordsNear(ctx, only) : rows)
  if (!trace) throw new AppError('not_found', 'There is no record of this attempt.')
  return maskView(trace)
}

async function recordsNear({ db }: ServiceContext, { id, at }: EventRow): Promise<EventRow[]> {
  const { rows } = await db.pool.query<EventRow>(
    `WITH this AS (SELECT attempted_key, ip, environment FROM auth_event WHERE at = $2 AND id = $1)
     SELECT ${EVENT_COLUMNS} FROM auth_event
      WHERE (at = $2 AND id = $1) OR (attempted_key = (SELECT attempted_key FROM this) AND at BETWEEN $2::timestamptz - interval '${NEAR_SECONDS} seconds' AND $2::timestamptz + interval '${NEAR_SECONDS} seconds'
        AND trace_id IS NULL AND environment = (SELECT environment FROM this) AND (ip = (SELECT ip FROM this) OR ip IS NULL OR (SELECT ip FROM this) IS NULL))
      ORDER BY at, id LIMIT ${MOST}`,
    [id, at],
  )
  return rows
}

/** Where the attempt was decided: the refusal first, else the success, else the last record. */
export function decidingOf(events: readonly EventRow[]): EventRow | null {
  return events.find(({ outcome }) => outcome === 'failure') ?? events.findLast(({ outcome }) => outcome === 'success') ?? events.at(-1) ?? null
}

/**
 * Puts the hops in order, estimates the offset of a clock from the nesting of spans (a hop cannot begin before the one
 * that called it, nor end long after) and corrects by it. Pure.
 */
export function buildTrace(id: string, events: readonly EventRow[]): Trace | null {
  const deciding = decidingOf(events)
  if (!deciding) return null
  const ordered = [...events].sort((a, b) => ORDER.indexOf(a.hop) - ORDER.indexOf(b.hop) || a.at.getTime() - b.at.getTime())
  const placed = place(ordered)
  const origin = Math.min(...placed.map(({ start }) => start))
  const spans = placed.map(({ event, start, seen, corrected }) => ({
    event,
    startMs: Math.round(start - origin),
    durationMs: event.duration_ms ?? 0,
    offsetMs: corrected ? Math.round(seen - start) : 0,
    corrected,
    refused: event.outcome === 'failure',
  }))
  return {
    id,
    by: deciding.trace_id ? 'trace' : events.length > 1 ? 'near' : 'single',
    spans,
    totalMs: Math.max(1, ...spans.map(({ startMs, durationMs }) => startMs + durationMs)),
    deciding,
    missing: missingHops(events, deciding),
    gaps: gapsOf(events, deciding),
  }
}

/** Epoch ms at which each hop began by the clock of the first, and by its own. */
function place(ordered: readonly EventRow[]) {
  let parent: { start: number; end: number } | null = null
  return ordered.map((event, index) => {
    const durationMs = event.duration_ms ?? 0
    const seen = beginning(event, ordered[index + 1], parent?.start ?? null)
    const early = parent !== null && seen < parent.start - CLOCK_MS
    const late = parent !== null && parent.end > parent.start && seen + durationMs > parent.end + CLOCK_MS && event.hop !== 'mail' && event.hop !== 'api'
    const corrected = early || late
    // Centred in its parent is the best guess when request and reply are not logged apart.
    const start: number = parent && corrected ? parent.start + Math.max(0, (parent.end - parent.start - durationMs) / 2) : seen
    if (index === 0 || (durationMs > 0 && event.hop !== 'user_store')) parent = { start, end: start + durationMs }
    return { event, start, seen, corrected }
  })
}

/** Many write their record when they answer: one that is later than the next hop's, by no more than it took, ends there. */
function beginning(event: EventRow, next: EventRow | undefined, notBefore: number | null): number {
  const at = event.at.getTime()
  const took = event.duration_ms ?? 0
  const writtenAtEnd = next !== undefined && at > next.at.getTime() && at - took <= next.at.getTime() + CLOCK_MS
  if (!writtenAtEnd) return at
  return notBefore === null ? at - took : Math.max(notBefore, at - took)
}

/** Edge, and what lies behind the hop that answered: a refusal at the edge never reaches the rest, and that is no gap. */
function missingHops(events: readonly EventRow[], deciding: EventRow): Hop[] {
  const there = new Set(events.map(({ hop }) => hop))
  const expected: Hop[] = deciding.hop === 'edge' || deciding.hop === 'browser' ? ['edge'] : deciding.hop === 'api' ? ['edge'] : ['edge', 'auth', 'user_store']
  const reached = deciding.hop === 'auth' && deciding.outcome === 'failure' && ['unknown_user', 'rate_limited'].includes(deciding.reason) ? expected.filter((hop) => hop !== 'user_store') : expected
  return reached.filter((hop) => !there.has(hop))
}

function gapsOf(events: readonly EventRow[], deciding: EventRow): string[] {
  return [
    deciding.outcome === 'failure' && deciding.reason === 'unknown' ? 'The log gives no reason code: nobody can tell this refusal from another.' : null,
    deciding.trace_id !== null ? null : events.length > 1 ? `No trace id: tied together by identifier, address and time, within ${NEAR_SECONDS} s.` : 'The record has no trace id: its other hops cannot be found.',
    events.some(({ duration_ms, hop }) => duration_ms === null && hop !== 'browser' && hop !== 'mail') ? 'Some hops log no duration.' : null,
  ].filter((gap) => gap !== null)
}

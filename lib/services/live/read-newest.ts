import { maskView } from '@/lib/core/mask'
import type { Database } from '@/lib/db/client'
import type { Outcome } from '@/lib/evidence/vocabulary'
import type { EventRow } from '../events/event-row'
import { liveRow } from './live-row'
import type { LiveRow, Minute } from './schema'

const MINUTE_MS = 60_000
/** Records that come later than this after their own time are history, and no news. A clock may be off by as much. */
const AROUND_MS = 15 * MINUTE_MS
/** Newest records that are looked at, and rows handed on. */
const LOOKED_AT = 2_000
export const MOST = 100
/** Newest records that the chart counts: an hour of sixteen a second. Beyond it, whole minutes are left out, not guessed. */
const COUNTED = 60_000
export const MINUTES = 60

export type Arrival = LiveRow & { receivedAt: number }
type Row = Pick<EventRow, 'id' | 'at' | 'hop' | 'outcome' | 'reason' | 'code' | 'provider' | 'attempted' | 'format' | 'trace_id' | 'raw' | 'received_at'>

/** The newest records of an environment or of all, of one outcome or any, masked. */
export async function readNewest({ pool }: Pick<Database, 'pool'>, environment: string | null, outcome: Outcome | null, now: Date): Promise<Arrival[]> {
  const { rows } = await pool.query<Row>(
    `SELECT * FROM (
       SELECT id, at, received_at, hop, outcome, reason, code, provider, attempted, format, trace_id, CASE WHEN format = 'unrecognised' THEN left(raw, 200) ELSE '' END AS raw
         FROM auth_event WHERE at > $1 AND at <= $2 ${environment === null ? '' : 'AND environment = $4'} ORDER BY at DESC, id DESC LIMIT ${LOOKED_AT}) AS newest
      WHERE $3::"outcome" IS NULL OR outcome = $3 ORDER BY at DESC, id DESC LIMIT ${MOST}`,
    [new Date(now.getTime() - AROUND_MS), new Date(now.getTime() + AROUND_MS), outcome, ...(environment === null ? [] : [environment])],
  )
  return rows.map((row) => ({ ...maskView(liveRow(row)), receivedAt: row.received_at.getTime() }))
}

/** What each minute from a time on decided, the oldest first; the minute that goes on is the last. Where too much came in, the oldest are missing. */
export async function countMinutes({ pool }: Pick<Database, 'pool'>, environment: string | null, from: Date, now: Date): Promise<Minute[]> {
  const { rows } = await pool.query<{ minute: Date; failed: number; decided: number; all: number }>(
    `SELECT date_bin('1 minute', at, TIMESTAMPTZ '2000-01-01Z') AS minute, count(*) FILTER (WHERE outcome = 'failure')::int AS failed, count(*) FILTER (WHERE outcome IN ('failure', 'success'))::int AS decided, count(*)::int AS "all"
       FROM (SELECT at, outcome FROM auth_event WHERE at >= $1 AND at <= $2 ${environment === null ? '' : 'AND environment = $3'} ORDER BY at DESC, id DESC LIMIT ${COUNTED}) AS newest GROUP BY 1 ORDER BY 1`,
    [from, now, ...(environment === null ? [] : [environment])],
  )
  const found = new Map(rows.map(({ minute, failed, decided }) => [minute.getTime(), { failed, decided }]))
  const cut = rows.reduce((sum, { all }) => sum + all, 0) >= COUNTED
  // The oldest that was reached is counted in part.
  const first = cut ? (rows[0]?.minute.getTime() ?? 0) + MINUTE_MS : from.getTime()
  const minutes: Minute[] = []
  for (let at = first; at <= now.getTime(); at += MINUTE_MS) minutes.push({ at: new Date(at).toISOString(), ...(found.get(at) ?? { failed: 0, decided: 0 }) })
  return minutes
}

/** The beginning of the minute so many before the one that goes on. */
export const minutesBack = (now: Date, count: number) => new Date((Math.floor(now.getTime() / MINUTE_MS) - count) * MINUTE_MS)

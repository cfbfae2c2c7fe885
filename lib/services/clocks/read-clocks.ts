import type { Database } from '@/lib/db/client'
import type { Hop } from '@/lib/evidence/vocabulary'
import type { Offset } from './estimate-offset'
import type { ClockName } from './pairs-of'

/** By how much an inner clock is ahead of an outer one, from attempts between two times. */
export type KnownOffset = Offset & { outer: ClockName; inner: ClockName; sinceAt: Date; seenAt: Date; traceId: string }

type Row = { outer_hop: Hop; outer_clock: string; inner_hop: Hop; inner_clock: string; since_at: Date; seen_at: Date; offset_ms: number; uncertainty_ms: number; attempts: number; trace_id: string }

/** What is known of the clocks of an environment, or of some of them: at most the 500 pairs that are kept. */
export async function readClocks({ pool }: Pick<Database, 'pool'>, environment: string, clocks: readonly string[] | null = null): Promise<KnownOffset[]> {
  const { rows } = await pool.query<Row>(
    `SELECT outer_hop, outer_clock, inner_hop, inner_clock, since_at, seen_at, offset_ms, uncertainty_ms, attempts, trace_id FROM clock_pair
      WHERE environment = $1 AND offset_ms IS NOT NULL AND ($2::text[] IS NULL OR (outer_clock = ANY ($2) AND inner_clock = ANY ($2)))
      ORDER BY outer_hop, outer_clock, inner_hop, inner_clock`,
    [environment, clocks],
  )
  return rows.map((row) => ({
    outer: { hop: row.outer_hop, clock: row.outer_clock }, inner: { hop: row.inner_hop, clock: row.inner_clock },
    offsetMs: row.offset_ms, uncertaintyMs: row.uncertainty_ms, attempts: row.attempts, sinceAt: row.since_at, seenAt: row.seen_at, traceId: row.trace_id,
  }))
}

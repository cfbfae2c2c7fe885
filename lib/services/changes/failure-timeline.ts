import { comparable } from '@/lib/core/filter-text'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

export type TimelineBar = { at: string; same: number; other: number }

const HOUR = 3_600_000
const BARS = 72

/** Failures over a window in at most 72 bars: those with a reason, and all others. From the hourly counts. */
export async function failureTimeline(ctx: ServiceContext, environment: string | null, reason: string | null, from: Date, until: Date): Promise<{ bars: TimelineBar[]; hoursPerBar: number }> {
  await authorize(ctx, 'read')
  const start = Math.floor(from.getTime() / HOUR) * HOUR
  const hours = Math.max(1, Math.ceil((until.getTime() - start) / HOUR))
  const hoursPerBar = Math.ceil(hours / BARS)
  const { rows } = await ctx.db.pool.query<{ bar: number; same: number; other: number }>(
    `SELECT floor(extract(epoch FROM hour - $2::timestamptz) / 3600 / $5)::int AS bar,
            coalesce(sum(count) FILTER (WHERE reason = $4), 0)::int AS same, coalesce(sum(count) FILTER (WHERE reason IS DISTINCT FROM $4), 0)::int AS other
       FROM event_hour WHERE ($1::text IS NULL OR environment = $1) AND hour >= $2 AND hour < $3 AND outcome = 'failure' GROUP BY 1`,
    [environment === null ? null : comparable(environment, 60), new Date(start), until, reason === null ? null : comparable(reason, 60), hoursPerBar],
  )
  const byBar = new Map(rows.map((row) => [row.bar, row]))
  const bars = Array.from({ length: Math.ceil(hours / hoursPerBar) }, (_, index) => ({
    at: new Date(start + index * hoursPerBar * HOUR).toISOString(),
    same: byBar.get(index)?.same ?? 0,
    other: byBar.get(index)?.other ?? 0,
  }))
  return { bars, hoursPerBar }
}

import type { Database } from '@/lib/db/client'

export const HOUR = 3_600_000

/** What one service recorded of one reason, hour by hour. */
export type Series = { environment: string; service: string; reason: string; failing: boolean; counts: Float64Array }

/** Hourly counts from `start` (epoch ms) on. Successes of a service stand in one series. */
export type Hours = { start: number; length: number; series: Series[] }

export const hourOf = (at: Date) => Math.floor(at.getTime() / HOUR) * HOUR

/** What counts as an attempt that ended: a failure anywhere, or a success where sign-ins are decided. */
export const ENDED = `(outcome = 'failure' OR (outcome = 'success' AND reason = 'success' AND hop IN ('auth', 'idp')))`

type Row = { environment: string; service: string; reason: string; failing: boolean; slots: number[]; counts: number[] }

/** The hourly counts of some environments over a window: as many rows as there are services and reasons. */
export async function readHours(db: Database, environments: readonly string[], from: Date, until: Date): Promise<Hours> {
  const start = hourOf(from)
  const length = Math.max(0, Math.ceil((until.getTime() - start) / HOUR))
  // Several counts of an hour (by hop and provider) are summed here: lists cost the database half of what sums and JSON do.
  const { rows } = await db.pool.query<Row>(
    `SELECT environment, service, reason, outcome = 'failure' AS failing, array_agg((date_part('epoch', hour - $2::timestamptz) / 3600)::int) AS slots, array_agg(count) AS counts
       FROM event_hour WHERE environment = ANY ($1::text[]) AND hour >= $2 AND hour < $3 AND ${ENDED} GROUP BY 1, 2, 3, 4`,
    [environments, new Date(start), new Date(start + length * HOUR)],
  )
  const series = rows.map(({ slots, counts, ...row }) => {
    const filled = new Float64Array(length)
    for (const [index, slot] of slots.entries()) filled[slot] = (filled[slot] ?? 0) + (counts[index] ?? 0)
    return { ...row, counts: filled }
  })
  return { start, length, series }
}

/** The sum of a series over slots `from` to `until`, the last excluded. */
export function sumOf({ counts }: Series, from: number, until: number): number {
  let sum = 0
  for (let slot = Math.max(0, from); slot < Math.min(until, counts.length); slot++) sum += counts[slot] ?? 0
  return sum
}

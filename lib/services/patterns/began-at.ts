import type { PoolClient } from 'pg'
import { isUnusual } from './count-alike'
import { sameSignature, signatureValues, type Signature } from './signature'

/** As far back as a beginning is looked for. */
const DAYS = 14
/** A weekend without anybody is no end. */
const QUIET_DAYS = 2

/** One stretch of 24 hours before now: who failed in it, and when the first did. */
export type Day = { back: number; people: number; first: Date }

/**
 * When a pattern that is seen now began: the first failure of the earliest day from which on its days were out of the
 * ordinary, with at most a weekend between them; at most two weeks back.
 */
export async function beganAt(client: PoolClient, signature: Signature, usual: number, seen: Date, now: Date): Promise<Date> {
  const { rows } = await client.query<Day>(
    `SELECT floor(extract(epoch FROM $6::timestamptz - at) / 86400)::int AS back, count(DISTINCT account_id)::int AS people, min(at) AS first
       FROM auth_event WHERE ${sameSignature(signature)} AND account_id IS NOT NULL AND at > $5 AND at <= $6 GROUP BY 1`,
    [...signatureValues(signature), new Date(now.getTime() - DAYS * 86_400_000), now],
  )
  return firstOf(rows, usual) ?? seen
}

/** The first failure of the earliest day that still belongs to now; null where today is not out of the ordinary. Pure. */
export function firstOf(days: readonly Day[], usual: number): Date | null {
  let earliest: Day | null = null
  for (const day of days.filter(({ people }) => isUnusual(people, usual)).sort((a, b) => a.back - b.back)) {
    if (day.back - (earliest?.back ?? 0) > QUIET_DAYS + 1) break
    earliest = day
  }
  return earliest?.first ?? null
}

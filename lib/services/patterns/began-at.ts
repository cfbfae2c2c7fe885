import type { PoolClient } from 'pg'
import { isUnusual, unusualFrom } from './count-alike'
import { sameSignature, signatureValues, type Signature } from './signature'

const DAY = 86_400_000
/** People that are read to find the minute, the first ones. */
const FIRST_PEOPLE = 20_000
/** As far back as a beginning is looked for. */
const DAYS = 14
/** A weekend without anybody is no end. */
const QUIET_DAYS = 2

/** One stretch of 24 hours before now: how many stretches back it ended, and who failed in it. */
export type Day = { back: number; people: number }

/**
 * When a pattern that is seen now began, at most two weeks back. The days back from now say how long it has been going
 * on, the failures of the earliest of them and of the day before it at which minute it began.
 */
export async function beganAt(client: PoolClient, signature: Signature, usual: number, seen: Date, now: Date): Promise<Date> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const people = `FROM auth_event WHERE ${sameSignature(signature)} AND account_id IS NOT NULL AND at > $5 AND at <= $6`
  const { rows: days } = await client.query<Day>(
    `SELECT floor(extract(epoch FROM $6::timestamptz - at) / 86400)::int AS back, count(DISTINCT account_id)::int AS people ${people} GROUP BY 1`,
    [...signatureValues(signature), ago(DAYS), now],
  )
  const back = earliestOf(days, usual)
  if (back === null) return seen
  const { rows } = await client.query<{ first: Date }>(`SELECT min(at) AS first ${people} GROUP BY account_id ORDER BY 1 LIMIT ${FIRST_PEOPLE}`, [...signatureValues(signature), ago(Math.min(back + 2, DAYS)), ago(back)])
  return onsetOf(rows.map(({ first }) => first), usual) ?? seen
}

/**
 * The earliest day from which on days were out of the ordinary, with at most a weekend between them; null where today is
 * not. Pure.
 */
export function earliestOf(days: readonly Day[], usual: number): number | null {
  let earliest: number | null = null
  for (const { back } of days.filter(({ people }) => isUnusual(people, usual)).sort((a, b) => a.back - b.back)) {
    if (back - (earliest ?? 0) > QUIET_DAYS + 1) break
    earliest = back
  }
  return earliest
}

/**
 * From when on people failed faster than is usual, by the first failure of each, in order; null without any. The lowest
 * point of the cumulative sum of people above a pace halfway between the usual one and one that would be out of the
 * ordinary for a whole day (E. S. Page, Continuous Inspection Schemes, Biometrika 41, 1954), so that where a day was cut,
 * or one who failed by himself half a day before, does not move it. What is usual is taken to be spread evenly over the
 * day. Pure.
 */
export function onsetOf(firsts: readonly Date[], usual: number): Date | null {
  const pace = (usual + unusualFrom(usual)) / 2 / DAY
  let onset: Date | null = null
  let lowest = Infinity
  for (const [before, first] of firsts.entries()) {
    const above = before - pace * first.getTime()
    if (above < lowest) [onset, lowest] = [first, above]
  }
  return onset
}

import type { CaseFile } from '@/lib/evidence/case'
import type { Database } from '@/lib/db/client'
import { hostileRanges, type Hostile } from './hostile-ranges'
import { remember } from './remember'
import { sameSignature, signatureOf, signatureValues, type Signature } from './signature'
import { traitsOf } from './traits-of'

export type Alike = NonNullable<CaseFile['pattern']> & {
  /** What ties those together who fail alike; null when nobody else does. */
  signature: string | null
  /** Distinct people a slice of the window, oldest first, for a small chart. */
  growth: number[]
}

/** What a failure is compared by. */
export type Failure = { reason: string; rule: string | null; provider: string | null; ip: string | null; at: Date }

const DAY = 86_400_000
const SLICES = 24
const LOOK_BACK = 7 * DAY
/** Guessing is slow on purpose: a range is judged by a day at least, however young the person's own failures are. */
const HOSTILE_WINDOW = DAY
export const MANY = 8
/** Weeks before that say what is usual. */
const WEEKS = 3
/** Failures that are counted, the newest: a share of thousands is known to a few in a hundred, and a page does not wait for the rest. */
const COUNTED = 2_000

/** Three times as many as usual, and five standard deviations above (a count's variance is its mean; three weeks give that mean only roughly). */
const boundOf = (usual: number) => Math.max(3 * usual, usual + 5 * Math.sqrt(usual + 1))

/** Whether so many people are more than chance brings in a window that usually sees `usual` of them. */
export const isUnusual = (people: number, usual: number) => people >= MANY && people > boundOf(usual)

/** About how many people that takes, in the same window. */
export const unusualFrom = (usual: number) => Math.max(MANY, boundOf(usual))

/**
 * "Am I alone?": who fails with the same signature (environment, reason, rule, provider) since this person's failures
 * began, against the same hours of the three weeks before. Ranges from which names are guessed are told apart: a person
 * tried from such a range shares its pattern, everybody else is counted without it.
 */
export function countAlike(db: Database, environment: string, failure: Failure, onset: Date, now: Date): Promise<Alike> {
  const { reason, rule, provider, ip } = failure
  return remember(db, now, JSON.stringify([environment, reason, rule, provider, ip, onset]), () => count(db, environment, failure, onset, now))
}

async function count(db: Database, environment: string, failure: Failure, onset: Date, now: Date): Promise<Alike> {
  const began = new Date(Math.max(onset.getTime(), now.getTime() - LOOK_BACK))
  const aDay = new Date(Math.min(began.getTime(), now.getTime() - HOSTILE_WINDOW))
  const hostile = await hostileRanges(db, environment, failure.ip, aDay, now)
  const own = hostile.find((range) => range.own) ?? null
  const since = own ? aDay : await newestSince(db, { environment, ...failure }, began, now)
  const alike = own ? await countFrom(db, environment, own, since, now) : await countSame(db, environment, failure, hostile, since, now)
  const unusual = isUnusual(alike.people, alike.usual ?? 0)
  const traits = unusual ? await traitsOf(db, environment, failure, own?.range ?? null, since, now) : []
  const signature = own ? [environment, 'range', own.range].join('|') : signatureOf({ environment, ...failure })
  return { ...alike, since: since.toISOString(), traits, signature: unusual ? signature : null }
}

/** Since when to count: where thousands fail so, the newest of them tell as much as a week of them. */
async function newestSince(db: Database, signature: Signature, began: Date, now: Date): Promise<Date> {
  const { rows } = await db.pool.query<{ at: Date }>(
    `SELECT at FROM auth_event WHERE ${sameSignature(signature)} AND at BETWEEN $5 AND $6 ORDER BY at DESC OFFSET ${COUNTED - 1} LIMIT 1`,
    [...signatureValues(signature), began, now],
  )
  return rows[0]?.at ?? began
}

async function countFrom(db: Database, environment: string, range: Hostile, since: Date, now: Date) {
  const { rows } = await db.pool.query<{ slice: number; names: number; successes: number }>(
    `SELECT ${slice('$3', '$4')} AS slice, count(DISTINCT coalesce(account_id::text, attempted_key)) FILTER (WHERE outcome = 'failure')::int AS names,
            count(*) FILTER (WHERE outcome = 'success')::int AS successes
       FROM auth_event WHERE ip << $2::cidr AND at BETWEEN $3 AND $4 AND environment = $1 GROUP BY 1`,
    [environment, range.range, since, now],
  )
  return {
    people: range.accounts,
    usual: 0,
    failures: range.failures,
    successes: rows.reduce((sum, row) => sum + row.successes, 0),
    sources: range.sources,
    unknownNames: range.unknown_names,
    growth: grown(rows.map((row) => [row.slice, row.names])),
  }
}

/** The slice of a window, from 1 on, in which an event lies. `from` and `to` are placeholders of a statement. */
const slice = (from: string, to: string) =>
  `least(${SLICES}, width_bucket(extract(epoch FROM at), extract(epoch FROM ${from}::timestamptz), extract(epoch FROM ${to}::timestamptz) + 1, ${SLICES}))`

function grown(slices: readonly (readonly [number, number])[]): number[] {
  const bySlice = new Map(slices)
  return Array.from({ length: SLICES }, (_, index) => bySlice.get(index + 1) ?? 0)
}

type Counts = { people: number; failures: number; sources: number; unknown_names: number }

async function countSame(db: Database, environment: string, failure: Failure, hostile: readonly Hostile[], since: Date, now: Date) {
  const signature = { environment, ...failure }
  const values = [...signatureValues(signature), since, now, hostile.map(({ range }) => range)]
  const same = `${sameSignature(signature)} AND (ip IS NULL OR NOT (ip << ANY ($7::cidr[])))`
  const [counts, usual, growth, successes] = await Promise.all([
    db.pool.query<Counts>(
      `SELECT count(DISTINCT account_id)::int AS people, count(*)::int AS failures, count(DISTINCT ip)::int AS sources,
              count(DISTINCT attempted_key) FILTER (WHERE account_id IS NULL)::int AS unknown_names
         FROM auth_event WHERE ${same} AND at BETWEEN $5 AND $6`,
      values,
    ),
    db.pool.query<{ people: number }>(
      `SELECT avg(people)::float8 AS people FROM generate_series(1, ${WEEKS}) AS week, LATERAL (
          SELECT count(DISTINCT account_id) AS people FROM (
            SELECT account_id FROM auth_event WHERE ${same} AND at BETWEEN $5::timestamptz - week * interval '7 days' AND $6::timestamptz - week * interval '7 days' LIMIT ${5 * COUNTED}
          ) AS alike
        ) AS counted`,
      values,
    ),
    db.pool.query<{ slice: number; people: number }>(
      `SELECT ${slice('$5', '$6')} AS slice,
              count(DISTINCT account_id)::int AS people
         FROM auth_event WHERE ${same} AND at BETWEEN $5 AND $6 GROUP BY 1`,
      values,
    ),
    db.pool.query<{ count: number }>(
      `SELECT coalesce(sum(count), 0)::int AS count FROM event_hour WHERE environment = $1 AND hour >= date_trunc('hour', $2::timestamptz) AND outcome = 'success' AND ($3::text IS NULL OR provider = $3)`,
      [environment, since, failure.provider],
    ),
  ])
  const row = counts.rows[0]
  return {
    people: row?.people ?? 0,
    usual: usual.rows[0]?.people ?? 0,
    failures: row?.failures ?? 0,
    successes: successes.rows[0]?.count ?? 0,
    sources: row?.sources ?? 0,
    unknownNames: row?.unknown_names ?? 0,
    growth: grown(growth.rows.map((one) => [one.slice, one.people])),
  }
}

import { maskView } from '@/lib/core/mask'
import type { Database } from '@/lib/db/client'
import type { HitCounts, HitPerson } from './schema'
import { sameSignature, signatureValues, type Signature } from './signature'

/** People of one page. */
const PEOPLE = 25
const SLICES = 48

export type Span = { from: Date; until: Date }

/** A pattern that goes on longer is counted over its last weeks. */
const LONGEST = 14 * 86_400_000

/** The time over which a pattern is counted: since it began, two weeks at most. */
export const spanOf = (firstSeenAt: Date, now: Date): Span => ({ from: new Date(Math.max(firstSeenAt.getTime(), now.getTime() - LONGEST)), until: now })

/** The people of a signature within a span, each with their last failure; $5 and $6 bound it. */
const hit = (signature: Signature) => `SELECT account_id, min(at) AS first_failed, max(at) AS last_failed, count(*)::int AS tries
               FROM auth_event WHERE ${sameSignature(signature)} AND account_id IS NOT NULL AND at BETWEEN $5 AND $6 GROUP BY account_id`
/** Whether somebody got in after their last such failure. */
const IN_AGAIN = `EXISTS (SELECT 1 FROM auth_event e WHERE e.account_id = hit.account_id AND e.at > hit.last_failed AND e.at <= $6 AND e.outcome = 'success' AND e.reason = 'success')`

/** How many fail with a signature, what became of them, and how many were new in each slice of the time since. */
export async function countHit(db: Database, signature: Signature, { from, until }: Span): Promise<HitCounts> {
  const values = [...signatureValues(signature), from, until]
  const slice = `least(${SLICES}, width_bucket(extract(epoch FROM first_failed), extract(epoch FROM $5::timestamptz), extract(epoch FROM $6::timestamptz) + 1, ${SLICES}))`
  const [counts, growth] = await Promise.all([
    db.pool.query<{ people: number; in_again: number; locked: number; failures: number; last: Date | null }>(
      `SELECT count(*)::int AS people, count(*) FILTER (WHERE again)::int AS in_again, count(*) FILTER (WHERE held AND NOT again)::int AS locked, coalesce(sum(tries), 0)::int AS failures, max(last_failed) AS last
         FROM (SELECT tries, last_failed, ${IN_AGAIN} AS again, a.locked_until > $6 AS held FROM (${hit(signature)}) hit JOIN account a ON a.id = hit.account_id) one`,
      values,
    ),
    db.pool.query<{ slice: number; people: number }>(`SELECT ${slice} AS slice, count(*)::int AS people FROM (${hit(signature)}) hit GROUP BY 1`, values),
  ])
  const row = counts.rows[0]
  const bySlice = new Map(growth.rows.map((one) => [one.slice, one.people]))
  const [people, again, locked] = [row?.people ?? 0, row?.in_again ?? 0, row?.locked ?? 0]
  return { people, in: again, locked, refused: people - again - locked, failures: row?.failures ?? 0, lastFailedAt: row?.last?.toISOString() ?? null, growth: Array.from({ length: SLICES }, (_, index) => bySlice.get(index + 1) ?? 0) }
}

type Row = { account_id: string; name: string | null; email: string | null; tries: number; last_failed: Date; again: boolean; held: boolean }

/** The people of a signature, masked, by the key of their account: those after `after`. */
export async function listHit(db: Database, signature: Signature, { from, until }: Span, after: string | undefined): Promise<{ rows: HitPerson[]; next: string | null }> {
  const { rows } = await db.pool.query<Row>(
    `SELECT hit.account_id, a.name, a.email, tries, last_failed, ${IN_AGAIN} AS again, coalesce(a.locked_until > $6, false) AS held
       FROM (${hit(signature)}) hit JOIN account a ON a.id = hit.account_id
      WHERE $7::uuid IS NULL OR hit.account_id > $7 ORDER BY hit.account_id LIMIT ${PEOPLE + 1}`,
    [...signatureValues(signature), from, until, after ?? null],
  )
  const shown = rows.slice(0, PEOPLE)
  return {
    rows: maskView(shown.map(({ account_id, name, email, tries, last_failed, again, held }) => ({ accountId: account_id, name, email, tries, lastFailedAt: last_failed.toISOString(), now: again ? ('in' as const) : held ? ('locked' as const) : ('refused' as const) }))),
    next: rows.length > PEOPLE ? (shown.at(-1)?.account_id ?? null) : null,
  }
}

/** `attacked`: one of their failures came from a range from which names are guessed. */
export type HitAccount = { accountId: string; again: boolean; attacked: boolean }

/** Everybody of a signature by the key of their account, at most so many, with whether they are in again: for what is done to all of them. */
export async function everyHit(db: Database, signature: Signature, { from, until }: Span, hostile: readonly string[], most: number): Promise<HitAccount[]> {
  const { rows } = await db.pool.query<{ account_id: string; again: boolean; attacked: boolean }>(
    `SELECT hit.account_id, ${IN_AGAIN} AS again,
            EXISTS (SELECT 1 FROM auth_event e WHERE e.account_id = hit.account_id AND e.at BETWEEN $5 AND $6 AND e.outcome = 'failure' AND e.ip << ANY ($7::cidr[])) AS attacked
       FROM (${hit(signature)}) hit JOIN account a ON a.id = hit.account_id ORDER BY hit.account_id LIMIT $8`,
    [...signatureValues(signature), from, until, hostile, most],
  )
  return rows.map(({ account_id, again, attacked }) => ({ accountId: account_id, again, attacked }))
}

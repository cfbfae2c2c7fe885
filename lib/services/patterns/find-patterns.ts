import { z } from 'zod'
import { comparable } from '@/lib/core/filter-text'
import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { isUnusual, MANY } from './count-alike'
import { hostileRanges } from './hostile-ranges'
import { sameSignature, signatureValues } from './signature'

/** A trouble of many that is going on: who fails with one signature more than chance and habit bring. */
export type CurrentPattern = { environment: string; reason: string; rule: string | null; provider: string | null; statusCode: number | null; people: number; usual: number; since: Date }

const DAY = 86_400_000
const WEEK = 7 * DAY
const SHOWN = 10
/** Failures of a pattern that are asked for the status they were answered with, the newest. */
const ASKED = 20

const inputSchema = z.object({ environment: z.string().max(200).transform((name) => comparable(name, 60)) })

type Row = { reason: string; rule: string | null; provider: string | null; people: number; since: Date }

/**
 * What many fail with in an environment in the last 24 hours, against the same hours of the three weeks before; most
 * people first. Ranges from which names are guessed are left out: they are an attack, which the alerts tell. Answers "am I alone?" before anybody is chosen.
 */
export async function findPatterns(ctx: ServiceContext, input: unknown): Promise<CurrentPattern[]> {
  await authorize(ctx, 'read')
  const { environment } = inputSchema.parse(input)
  const now = ctx.now.getTime()
  const from = new Date(now - DAY)
  const hostile = (await hostileRanges(ctx.db, environment, null, from, ctx.now)).map(({ range }) => range)
  const rows = await signatures(ctx.db, environment, await reasonsOf(ctx.db, environment, from), from, ctx.now, hostile, MANY)
  if (rows.length === 0) return []
  const reasons = [...new Set(rows.map(({ reason }) => reason))]
  const weeks = await Promise.all([1, 2, 3].map((back) => signatures(ctx.db, environment, reasons, new Date(now - DAY - back * WEEK), new Date(now - back * WEEK), [], 1)))
  const usualOf = (row: Row) => weeks.reduce((sum, week) => sum + (week.find((other) => keyOf(other) === keyOf(row))?.people ?? 0), 0) / weeks.length
  const unusual = rows.map((row) => ({ environment, ...row, usual: usualOf(row) })).filter(({ people, usual }) => isUnusual(people, usual)).slice(0, SHOWN)
  return Promise.all(unusual.map(async (pattern) => ({ ...pattern, statusCode: await statusOf(ctx.db, pattern, from, ctx.now) })))
}

const keyOf = ({ reason, rule, provider }: Row) => JSON.stringify([reason, rule, provider])

/** What enough people for a pattern may have failed with since a time, by the counts of the hours. */
async function reasonsOf(db: Database, environment: string, from: Date): Promise<string[]> {
  const { rows } = await db.pool.query<{ reason: string }>(
    `SELECT reason FROM event_hour WHERE environment = $1 AND hour >= date_trunc('hour', $2::timestamptz) AND outcome = 'failure' GROUP BY reason HAVING sum(count) >= ${MANY}`,
    [environment, from],
  )
  return rows.map(({ reason }) => reason)
}

/** The signatures of some reasons with which at least so many failed in a time. A reason at a time, because that is how the index of failures lies. */
async function signatures(db: Database, environment: string, reasons: readonly string[], from: Date, to: Date, hostile: readonly string[], least: number): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT reason, rule, provider, people, since FROM unnest($6::text[]) AS asked(reason), LATERAL (
        SELECT rule, provider, count(DISTINCT account_id)::int AS people, min(at) AS since FROM auth_event
         WHERE environment = $1 AND auth_event.reason = asked.reason AND at BETWEEN $2 AND $3 AND outcome = 'failure' AND account_id IS NOT NULL AND (ip IS NULL OR NOT (ip << ANY ($5::cidr[])))
         GROUP BY rule, provider HAVING count(DISTINCT account_id) >= $4
      ) AS counted
      ORDER BY people DESC, reason, rule, provider LIMIT 50`,
    [environment, from, to, least, hostile, reasons],
  )
  return rows
}

/** The status that the newest failures of a pattern were answered with; null where they do not say. */
async function statusOf(db: Database, pattern: Omit<CurrentPattern, 'statusCode'>, from: Date, now: Date): Promise<number | null> {
  const { rows } = await db.pool.query<{ status: number | null }>(
    `SELECT max(CASE WHEN jsonb_typeof(details->'statusCode') = 'number' THEN (details->>'statusCode')::int END) AS status
       FROM (SELECT details FROM auth_event WHERE ${sameSignature(pattern)} AND at BETWEEN $5 AND $6 ORDER BY at DESC LIMIT ${ASKED}) AS newest`,
    [...signatureValues(pattern), from, now],
  )
  return rows[0]?.status ?? null
}

import { z } from 'zod'
import { comparable } from '@/lib/core/filter-text'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { isUnusual, MANY } from './count-alike'

/** A trouble of many that is going on: who fails with one signature more than chance and habit bring. */
export type CurrentPattern = { environment: string; reason: string; rule: string | null; provider: string | null; statusCode: number | null; people: number; usual: number; since: Date }

const DAY = 86_400_000
const WEEK = 7 * DAY
const SHOWN = 10

const inputSchema = z.object({ environment: z.string().max(200).transform((name) => comparable(name, 60)) })

type Row = { reason: string; rule: string | null; provider: string | null; status: number | null; people: number; since: Date }

/**
 * What many fail with in an environment in the last 24 hours, against the same hours of the three weeks before; most
 * people first. Answers "am I alone?" before anybody is chosen.
 */
export async function findPatterns(ctx: ServiceContext, input: unknown): Promise<CurrentPattern[]> {
  await authorize(ctx, 'read')
  const { environment } = inputSchema.parse(input)
  const now = ctx.now.getTime()
  const rows = await signatures(ctx, environment, new Date(now - DAY), ctx.now)
  if (rows.length === 0) return []
  const weeks = await Promise.all([1, 2, 3].map((back) => signatures(ctx, environment, new Date(now - DAY - back * WEEK), new Date(now - back * WEEK), 1)))
  const usualOf = (row: Row) => weeks.reduce((sum, week) => sum + (week.find((other) => keyOf(other) === keyOf(row))?.people ?? 0), 0) / weeks.length
  return rows
    .map((row) => ({ environment, reason: row.reason, rule: row.rule, provider: row.provider, statusCode: row.status, people: row.people, usual: usualOf(row), since: row.since }))
    .filter(({ people, usual }) => isUnusual(people, usual))
    .slice(0, SHOWN)
}

const keyOf = ({ reason, rule, provider }: Row) => JSON.stringify([reason, rule, provider])

async function signatures({ db }: ServiceContext, environment: string, from: Date, to: Date, least = MANY): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT reason, rule, provider, max(CASE WHEN jsonb_typeof(details->'statusCode') = 'number' THEN (details->>'statusCode')::int END) AS status,
            count(DISTINCT account_id)::int AS people, min(at) AS since
       FROM auth_event
      WHERE environment = $1 AND at BETWEEN $2 AND $3 AND outcome = 'failure' AND account_id IS NOT NULL
      GROUP BY reason, rule, provider HAVING count(DISTINCT account_id) >= $4
      ORDER BY people DESC LIMIT 50`,
    [environment, from, to, least],
  )
  return rows
}

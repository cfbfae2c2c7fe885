import { z } from 'zod'
import { comparable } from '@/lib/core/filter-text'
import type { Hop } from '@/lib/evidence/vocabulary'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

const DAY_MS = 86_400_000
/** Records that are looked at, the newest: what a log leaves out it leaves out of each of them. */
const RECORDS = 20_000
const SHOWN = 20

/** What one service leaves out of its log of refusals: a finding about the system, not about an attempt. */
export type LogGap = { service: string | null; hop: Hop; refusals: number; withoutReason: number; withoutTrace: number; withoutDuration: number }

const inputSchema = z.object({ environment: z.string().max(200).transform((name) => comparable(name, 60)) })

/** What the logs of an environment leave out, of the refusals among the newest 20,000 records of the last 24 hours; the most first. */
export async function findGaps(ctx: ServiceContext, input: unknown): Promise<LogGap[]> {
  await authorize(ctx, 'read')
  const { environment } = inputSchema.parse(input)
  const { rows } = await ctx.db.pool.query<LogGap>(
    `SELECT service, hop, count(*)::int AS refusals, count(*) FILTER (WHERE reason = 'unknown')::int AS "withoutReason", count(*) FILTER (WHERE trace_id IS NULL)::int AS "withoutTrace",
            count(*) FILTER (WHERE duration_ms IS NULL AND hop NOT IN ('browser', 'mail'))::int AS "withoutDuration"
       FROM (SELECT service, hop, outcome, reason, trace_id, duration_ms FROM auth_event WHERE environment = $1 AND at > $2 AND at <= $3 ORDER BY at DESC, id DESC LIMIT ${RECORDS}) AS newest
      WHERE outcome = 'failure' GROUP BY service, hop`,
    [environment, new Date(ctx.now.getTime() - DAY_MS), ctx.now],
  )
  const left = ({ withoutReason, withoutTrace, withoutDuration }: LogGap) => withoutReason + withoutTrace + withoutDuration
  return rows.filter((row) => left(row) > 0).sort((a, b) => left(b) - left(a)).slice(0, SHOWN)
}

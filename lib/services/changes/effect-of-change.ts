import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { around, AROUND, USUAL, type Around, type SplitRow } from './around'
import { ENDED, HOUR, hourOf, readHours } from './hours'

/** Failures before and after one change, to the second: in its environment, of its service, by reason. */
export async function effectOfChange(ctx: ServiceContext, change: { at: Date; environment: string; service: string }): Promise<Around> {
  await authorize(ctx, 'read')
  const hour = hourOf(change.at)
  const until = new Date(Math.min(hour + (AROUND + 1) * HOUR, Math.max(ctx.now.getTime(), hour)))
  const [hours, split] = await Promise.all([readHours(ctx.db, [change.environment], new Date(hour - (AROUND + USUAL) * HOUR), until), splitHour(ctx.db, change)])
  return around(hours, change, ctx.now, split)
}

/** The one hour in which the change fell, from the records themselves. */
async function splitHour(db: Database, { at, environment }: { at: Date; environment: string }): Promise<SplitRow[]> {
  const hour = hourOf(at)
  if (at.getTime() === hour) return []
  const { rows } = await db.pool.query<SplitRow>(
    `SELECT coalesce(service, '') AS service, reason, outcome = 'failure' AS failing, at >= $2 AS after, count(*)::int AS count
       FROM auth_event WHERE environment = $1 AND at >= $3 AND at < $4 AND ${ENDED} GROUP BY 1, 2, 3, 4`,
    [environment, at, new Date(hour), new Date(hour + HOUR)],
  )
  return rows
}

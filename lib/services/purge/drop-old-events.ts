import { log } from '@/lib/core/log'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { deleteBefore } from './delete-before'

const DAY_MS = 86_400_000
/** Days ahead for which a month is made: no sender waits for it at midnight. */
const AHEAD = 7
/** What is older than any month, and the keys of records without a time: few rows, in tables that stay. */
const BESIDE = [
  { table: 'auth_event_before_2024', key: 'id', over: 'at' },
  { table: 'untimed_event', key: 'key', over: 'seen_at' },
] as const

/**
 * Drops the months of events that ended more than `days` days (at least 31) ago, each whole, and makes the next one.
 * What was dropped is in the audit. What charts are drawn from, counts by hour, stays: it names nobody. Returns the tables that went.
 */
export async function dropOldEvents(ctx: ServiceContext, days: number): Promise<string[]> {
  const { db, now } = ctx
  const edge = new Date(now.getTime() - days * DAY_MS)
  await db.pool.query('SELECT ensure_event_months(ARRAY[$1::timestamptz, $2])', [now, new Date(now.getTime() + AHEAD * DAY_MS)])
  const dropped = await db.prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM drop_event_months(${edge}::timestamptz) AS name`
    const months = rows.map(({ name }) => name)
    if (months.length > 0) await writeAudit(tx, ctx, { action: 'events.drop', outcome: 'done', target: { kind: 'event', id: 'months', name: null }, reason: `Older than ${days} days.`, before: { months } })
    return months
  })
  for (const aged of BESIDE) await deleteBefore(db, aged, edge)
  if (dropped.length > 0) log.info('retention.dropped', { months: dropped.length })
  return dropped
}

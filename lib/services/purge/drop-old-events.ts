import { log } from '@/lib/core/log'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'

const DAY_MS = 86_400_000
/** Days ahead for which a month is made: no sender waits for it at midnight. */
const AHEAD = 7
/** Rows a statement takes, as in purge-expired.ts. */
const BATCH = 1000

/** Rows of a table that hold a moment before $1, a batch at a time. The names are ours. */
const deleteBefore = (table: string, at: string) =>
  `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${at} < $1 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)) RETURNING 1) SELECT count(*)::int AS count FROM gone`

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
  // What is older than any month, and the keys of records without a time: few rows, and tables that stay.
  for (const statement of [deleteBefore('auth_event_before_2024', 'at'), deleteBefore('untimed_event', 'seen_at')]) {
    for (let gone = BATCH; gone === BATCH; ) gone = (await db.pool.query<{ count: number }>(statement, [edge])).rows[0]?.count ?? 0
  }
  if (dropped.length > 0) log.info('retention.dropped', { months: dropped.length })
  return dropped
}

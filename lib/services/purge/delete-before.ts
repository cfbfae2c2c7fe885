import type { Database } from '@/lib/db/client'

/** Rows a statement takes: it holds their locks for a moment, not for a minute. */
const BATCH = 1000

/** What tells of a table how old its rows are, and what names one of them. The names are ours, never input. */
export type Aged = { table: string; key: string; over: string }

/** Takes away the rows of a table that are older than a moment, in batches; what another instance has in hand is left. Returns how many. */
export async function deleteBefore({ pool }: Pick<Database, 'pool'>, { table, key, over }: Aged, edge: Date): Promise<number> {
  const due = `SELECT "${key}" FROM "${table}" WHERE "${over}" < $1 ORDER BY "${over}" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`
  let deleted = 0
  for (let gone = BATCH; gone === BATCH; deleted += gone) {
    const { rows } = await pool.query<{ count: number }>(`WITH gone AS (DELETE FROM "${table}" WHERE "${key}" IN (${due}) RETURNING 1) SELECT count(*)::int AS count FROM gone`, [edge])
    gone = rows[0]?.count ?? 0
  }
  return deleted
}

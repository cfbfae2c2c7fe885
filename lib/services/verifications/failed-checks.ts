import type { Transaction } from '@/lib/db/client'

const DAY_MS = 86_400_000

/** Failed checks of a caller on an account within 24 hours, by all agents: every wrong code counts, and every other check that failed. */
export async function countFailedChecks(tx: Transaction, accountId: string, now: Date): Promise<{ count: number; agents: number }> {
  const since = new Date(now.getTime() - DAY_MS)
  const rows = await tx.$queryRaw<{ count: number; agents: number }[]>`
    SELECT coalesce(sum(CASE WHEN code_hash IS NOT NULL THEN wrong WHEN state = 'failed' THEN 1 ELSE 0 END), 0)::int AS count,
           (count(DISTINCT started_by_id) FILTER (WHERE wrong > 0 OR state = 'failed'))::int AS agents
    FROM verification WHERE account_id = ${accountId}::uuid AND started_at > ${since}`
  return rows[0] ?? { count: 0, agents: 0 }
}

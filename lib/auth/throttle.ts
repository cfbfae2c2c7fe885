import type { Database } from '@/lib/db/client'

export type Limit = { limit: number; windowSeconds: number }

/**
 * Counts one use of a key and tells how many seconds to wait: 0 while within the limit. One atomic statement, so
 * parallel tries cannot slip through together.
 */
export async function countUse(db: Database, key: string, { limit, windowSeconds }: Limit, now: Date): Promise<number> {
  const resetAt = new Date(now.getTime() + windowSeconds * 1000)
  const { rows } = await db.pool.query<{ count: number; reset_at: Date }>(
    `INSERT INTO throttle (key, count, reset_at) VALUES ($1, 1, $2)
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN throttle.reset_at <= $3 THEN 1 ELSE throttle.count + 1 END,
       reset_at = CASE WHEN throttle.reset_at <= $3 THEN $2 ELSE throttle.reset_at END
     RETURNING count, reset_at`,
    [key, resetAt, now],
  )
  const row = rows[0]
  if (!row || row.count <= limit) return 0
  return Math.max(1, Math.ceil((row.reset_at.getTime() - now.getTime()) / 1000))
}

/** Forgets a key, as after a good sign-in. */
export async function forgetUses(db: Database, key: string): Promise<void> {
  await db.prisma.throttle.deleteMany({ where: { key } })
}

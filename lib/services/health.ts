import type { QueryConfig } from 'pg'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/core/errors'

/** Milliseconds: whoever asks for health wants to know soon. The option is pg's, per query; its types lack it. */
const QUERY: QueryConfig & { query_timeout: number } = { text: `SELECT EXISTS (SELECT FROM setting WHERE key = 'demo') AS demo`, query_timeout: 3_000 }

/** Whether the database answers, and how fast. Throws AppError('unavailable'). */
export async function checkHealth(db: Database) {
  const started = performance.now()
  const { rows } = await db.pool.query<{ demo: boolean }>(QUERY).catch((error: unknown) => {
    throw new AppError('unavailable', 'The database does not answer.', { retryAfterSeconds: 5, cause: error })
  })
  return {
    status: 'ok',
    database: { kind: db.kind, state: 'ready', latencyMs: Math.round((performance.now() - started) * 10) / 10 },
    demo: rows[0]?.demo === true,
  }
}

import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/core/errors'

/** Whether the database answers, and how fast. Throws AppError('unavailable'). */
export async function checkHealth(db: Database) {
  const started = performance.now()
  const setting = await db.prisma.setting.findUnique({ where: { key: 'demo' } }).catch((error: unknown) => {
    throw new AppError('unavailable', 'The database does not answer.', { retryAfterSeconds: 5, cause: error })
  })
  return {
    status: 'ok',
    database: { kind: db.kind, state: 'ready', latencyMs: Math.round((performance.now() - started) * 10) / 10 },
    demo: setting !== null,
  }
}

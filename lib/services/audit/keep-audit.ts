import { log } from '@/lib/core/log'
import type { Database } from '@/lib/db/client'
import { anchorAudit, anchorIsDue } from './anchor-audit'
import { lastCheckedAt, lastCount, runCheck } from './chain-state'

/** How often it is looked whether something is due. */
const LOOK_MS = 30_000
/** A check reads the whole audit, so once a day and at the start; while it is empty, each look costs nothing. */
const CHECK_EVERY_MS = 86_400_000

const words = (error: unknown) => (error instanceof Error ? error.message : 'unknown')

async function look(db: Database): Promise<void> {
  const now = new Date()
  if (await anchorIsDue(db, now)) await anchorAudit(db, now)
  if (lastCount() === 0 || now.getTime() - lastCheckedAt() >= CHECK_EVERY_MS) await runCheck(db, now)
}

/**
 * Anchors the audit every hour or each AUDIT_ANCHOR_ROWS entries, and checks it at the start and once a day, for as long
 * as the process runs. Returns what to call before it ends: a last anchor over what came since.
 */
export function keepAudit(db: Database): () => Promise<void> {
  let busy: Promise<void> | null = null
  const run = () => {
    busy ??= look(db)
      .catch((error: unknown) => log.error('audit.not_kept', { cause: words(error) }))
      .finally(() => {
        busy = null
      })
  }
  const timer = setInterval(run, LOOK_MS)
  timer.unref()
  run()
  return async () => {
    clearInterval(timer)
    await busy
    await anchorAudit(db, new Date()).catch((error: unknown) => log.error('audit.not_kept', { cause: words(error) }))
  }
}

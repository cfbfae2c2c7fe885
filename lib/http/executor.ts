import { log } from '@/lib/core/log'
import { db } from '@/lib/db/client'
import { runDue } from '@/lib/services/approvals/run-due'
import { runBulks } from '@/lib/services/bulks/run-bulks'

const EVERY_MS = 3_000

/**
 * Carries out what is due, bulks too, and ends what nobody answered, every three seconds, one round at a time. Several instances share
 * the work by the locks of the rows; what a killed one left half-way was never committed and is taken up by the next round.
 */
export function startExecutor(): void {
  let busy = false
  const round = async () => {
    if (busy) return
    busy = true
    try {
      const database = await db()
      await runDue(database, new Date())
      await runBulks(database, new Date())
    } catch (error) {
      log.error('executor.round_failed', { cause: error instanceof Error ? error.name : 'unknown' })
    } finally {
      busy = false
    }
  }
  setInterval(() => void round(), EVERY_MS).unref()
}

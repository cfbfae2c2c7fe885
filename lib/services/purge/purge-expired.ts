import { log } from '@/lib/core/log'
import type { Database } from '@/lib/db/client'
import { deleteBefore } from './delete-before'

const DAY_MS = 86_400_000

/**
 * What has run out and serves nobody any more, and how many days it is kept after that. What says who did what is in the
 * audit, which is never purged; ended sessions and links are kept for a month for whoever looks into an incident.
 */
const KEPT = [
  { table: 'throttle', key: 'key', over: 'reset_at', days: 0 },
  { table: 'sign_in_challenge', key: 'id', over: 'expires_at', days: 1 },
  { table: 'console_session', key: 'id', over: 'expires_at', days: 30 },
  { table: 'link_token', key: 'id', over: 'expires_at', days: 30 },
  { table: 'announcement', key: 'id', over: 'created_at', days: 30 },
  { table: 'bulk', key: 'id', over: 'expires_at', days: 1 },
  { table: 'repudiation', key: 'id', over: 'expires_at', days: 30 },
] as const

/** Takes away rows that ran out, in batches; what another instance has in hand is left for the next time. Returns how many. */
export async function purgeExpired({ db, now }: { db: Database; now: Date }): Promise<number> {
  let purged = 0
  for (const { days, ...aged } of KEPT) purged += await deleteBefore(db, aged, new Date(now.getTime() - days * DAY_MS))
  if (purged > 0) log.info('purge.done', { rows: purged })
  return purged
}

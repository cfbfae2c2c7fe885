import { AppError } from '@/lib/core/errors'

/** Sessions that may follow at a time in one instance: each asks every few seconds. */
const MOST = 200
/** Who has not asked for so long follows no longer. */
const GONE_MS = 15_000
const RETRY_SECONDS = 30

const seen = new Map<string, number>()

/** Lets a session follow, or throws AppError('unavailable') with when to try again. */
export function admitWatcher(sessionId: string, now: Date, most = MOST): void {
  const time = now.getTime()
  // In the order of their last question, so that those who are gone stand first.
  for (const [id, at] of seen) {
    if (time - at < GONE_MS) break
    seen.delete(id)
  }
  const known = seen.delete(sessionId)
  if (!known && seen.size >= most) throw new AppError('unavailable', 'Too many pages follow new events just now.', { retryAfterSeconds: RETRY_SECONDS })
  seen.set(sessionId, time)
}

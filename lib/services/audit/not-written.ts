import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/core/log'

/** What another try may heal passes through: serialisation failure, deadlock, a key that a racing transaction took first. */
const AGAIN = /\b(P2034|P2002|40001|40P01|23505)\b|could not serialize|deadlock detected/i

function reasons(error: unknown): string {
  const seen: string[] = []
  for (let now = error, depth = 0; now instanceof Error && depth < 5; now = now.cause, depth += 1) seen.push('code' in now ? String(now.code) : '', now.message)
  return seen.join(' ')
}

/**
 * What to throw when an entry could not be written: no audit, no effect. The transaction is over, nothing was done, and
 * the caller hears so (503); whoever runs the console finds the cause in the log.
 */
export function notWritten(error: unknown): unknown {
  const why = reasons(error)
  if (AGAIN.test(why)) return error
  log.error('audit.not_written', { cause: why })
  return new AppError('unavailable', 'The audit could not be written, so nothing was done. Try again in a moment; if it stays, tell whoever runs the console.', { retryAfterSeconds: 5, cause: error })
}

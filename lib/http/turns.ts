import { AppError } from '@/lib/core/errors'

/** How much of a kind of work runs at a time, how much may wait for that, and after how many seconds to ask again (RFC 9110, 10.2.3). */
export type TurnsOptions = { atOnce: number; waiting: number; retryAfterSeconds: number }

/**
 * Lets work in by turns: so many at once, so many waiting, in the order in which they came; whoever comes beyond that is
 * sent away at once with AppError('unavailable'). What is not begun costs nothing, so the rest of the console goes on.
 */
export function turns({ atOnce, waiting, retryAfterSeconds }: TurnsOptions): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new AppError('unavailable', 'The console takes in as much as it can. Nothing of this was stored. Send it again a little later.', { retryAfterSeconds })
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      // The turn goes to whoever waits longest, so that nobody slips in between.
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}

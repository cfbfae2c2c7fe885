import { setTimeout as wait } from 'node:timers/promises'

/** Serialisation failure, deadlock, and a unique key that another transaction took first: trying again sees its row. */
const AGAIN = /P2034|P2002|40001|40P01|23505|could not serialize|deadlock detected/i
const TRIES = 5

function words(error: unknown): string {
  const seen: string[] = []
  for (let now = error, depth = 0; now instanceof Error && depth < 5; now = now.cause, depth += 1) {
    seen.push(now.message, 'code' in now && typeof now.code === 'string' ? now.code : '')
  }
  return seen.join(' ')
}

/** Runs a transaction again when it lost a race, at most five times. Anything else passes through. */
export async function withRetry<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      if (tries >= TRIES || !AGAIN.test(words(error))) throw error
      await wait(10 * 2 ** tries * (0.5 + Math.random()))
    }
  }
}

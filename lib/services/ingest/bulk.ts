import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { Database } from '@/lib/db/client'

/** PostgreSQL's words for "somebody else was in the way": the same work again will go through. */
const AGAIN = new Set(['40001', '40P01'])
const TRIES = 5

const wasInTheWay = (error: unknown) => error instanceof Error && 'code' in error && typeof error.code === 'string' && AGAIN.has(error.code)

/** Runs work in one transaction on one connection, again when another transaction was in the way. */
export async function inTransaction<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(db, work)
    } catch (error) {
      if (tries >= TRIES || !wasInTheWay(error)) throw error
      await wait(10 * 2 ** tries * (0.5 + Math.random()))
    }
  }
}

async function once<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  let broken = false
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    )
    throw error
  } finally {
    client.release(broken)
  }
}

/** Text that any PostgreSQL text and JSON takes: no NUL, no half of a surrogate pair. */
export const storable = (text: string) => text.replace(/\0/g, '').toWellFormed()

/** A value as JSON for a statement's parameter, storable as a whole. */
export const jsonParameter = (value: unknown) => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner))

/** An id that is the same for the same names: records of a source keep their id however often they come. RFC 9562, 5.5. */
export function stableId(...names: string[]): string {
  const hex = createHash('sha1').update(names.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`
}

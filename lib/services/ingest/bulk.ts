import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import type { Database } from '@/lib/db/client'

/** PostgreSQL's words for "somebody else was in the way": the same work again will go through. */
const AGAIN = new Set(['40001', '40P01'])
const TRIES = 5

/** Runs work in one transaction on one connection, again when another transaction was in the way. */
export async function inTransaction<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await db.pool.connect()
    try {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      client.release()
      return result
    } catch (error) {
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      )
      client.release(broken)
      const code = error instanceof Error && 'code' in error ? error.code : null
      if (attempt >= TRIES || typeof code !== 'string' || !AGAIN.has(code)) throw error
    }
  }
}

/** Text that any PostgreSQL text and JSON takes: no NUL, no half of a surrogate pair. */
export const storable = (text: string) => text.replaceAll('\0', '').toWellFormed()

/** A value as JSON for a statement's parameter, storable as a whole. */
export const jsonParameter = (value: unknown) => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner))

/** An id that is the same for the same names: records of a source keep their id however often they come. RFC 9562, 5.5. */
export function stableId(...names: string[]): string {
  const hex = createHash('sha1').update(names.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`
}

/** Makes sure that the environments and services which records name are there. */
export async function ensurePlaces(client: PoolClient, environments: Iterable<string>, services: Iterable<string>): Promise<void> {
  const [places, names] = [[...new Set(environments)].sort(), [...new Set(services)].sort()]
  if (places.length) await client.query(`INSERT INTO environment (name, rank, hosts) SELECT name, 100, '{}' FROM unnest($1::text[]) AS name ON CONFLICT DO NOTHING`, [places])
  if (names.length) await client.query('INSERT INTO service (name) SELECT name FROM unnest($1::text[]) AS name ON CONFLICT DO NOTHING', [names])
}

import { openMemoryPGlite } from '@/lib/db/pglite'
import { openPostgres, wrapPGlite, type Database } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'
import pg from 'pg'
import { newId } from '@/lib/core/ids'

let template: Promise<Blob> | undefined

/** A dump of a migrated database: a fresh PGlite costs seconds, a copy of this a fraction. */
function migratedTemplate(): Promise<Blob> {
  template ??= (async () => {
    const fresh = await openMemoryPGlite()
    await migrate({ query: async (text, values) => runScript(fresh, text, values) })
    const dump = await fresh.dumpDataDir('none')
    await fresh.close()
    return dump
  })()
  return template
}

type Scriptable = Awaited<ReturnType<typeof openMemoryPGlite>>

async function runScript(database: Scriptable, text: string, values?: unknown[]) {
  if (values) return database.query<Record<string, unknown>>(text, values)
  const results = await database.exec(text)
  return { rows: results.at(-1)?.rows ?? [] }
}

/**
 * An empty, migrated database of its own: PGlite in memory, or on PostgreSQL when TEST_DATABASE_URL names a server.
 * `close` drops it.
 */
export async function testDatabase(): Promise<Database> {
  const server = process.env.TEST_DATABASE_URL
  return server ? postgresDatabase(server) : wrapPGlite(await openMemoryPGlite(await migratedTemplate()))
}

async function postgresDatabase(server: string): Promise<Database> {
  const name = `latchkey_test_${newId().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = openPostgres(url.href, 10)
  const connection = await database.pool.connect()
  await migrate(connection)
  connection.release()
  return {
    ...database,
    close: async () => {
      await database.close()
      const again = new pg.Client({ connectionString: server })
      await again.connect()
      await again.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await again.end()
    },
  }
}

import { readFileSync } from 'node:fs'
import pg from 'pg'
import { newId } from '@/lib/core/ids'
import { openPostgres, wrapPGlite, type Database } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'
import { openMemoryPGlite } from '@/lib/db/pglite'
import { templateFile, TEST_MONTHS } from './build-template'

/** The PostgreSQL of this run, where databases may be made; empty on PGlite. */
export const testServer = process.env.TEST_DATABASE_URL ?? ''
export const onPostgres = testServer !== ''

/** An empty, migrated database of its own, in memory or on the PostgreSQL of this run. `close` drops it. */
export async function testDatabase(): Promise<Database> {
  const server = testServer
  if (server) return postgresDatabase(server)
  const dump = new Blob([readFileSync(await templateFile())])
  return wrapPGlite(await openMemoryPGlite(dump))
}

async function postgresDatabase(server: string): Promise<Database> {
  const name = `latchkey_test_${newId().replaceAll('-', '')}`
  await administer(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = openPostgres(url.href, 10)
  const connection = await database.pool.connect()
  await migrate(connection)
  await connection.query(TEST_MONTHS)
  connection.release()
  const close = async () => {
    await database.close()
    await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  return { ...database, close }
}

async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}

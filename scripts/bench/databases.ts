import path from 'node:path'
import pg from 'pg'
import { wrapPGlite } from '@/lib/db/client'
import { openPGlite } from '@/lib/db/pglite'

/** Runs work on the database of a server, on PGlite one that no server holds. Statements may take as long as they like. */
export async function onDatabase<T>(env: NodeJS.ProcessEnv, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  if (env.DATABASE_URL) {
    const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 2 })
    return work(pool).finally(() => pool.end())
  }
  const database = wrapPGlite(await openPGlite(path.resolve(env.DATA_DIR ?? '.data')))
  return work(database.pool).finally(() => database.close())
}

/** Makes an empty database of a name on a server, in place of one that is left there. Its address. */
export async function madeOn(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

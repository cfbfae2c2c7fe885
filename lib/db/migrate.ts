import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** The least that a migration needs of a connection. */
export interface Sql {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** The key that Prisma's own engine locks with, so that both never run at once. */
const LOCK = 72_707_369

const LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Applies what is missing of prisma/migrations, each file in a transaction of its own, and returns the names applied.
 * Racing processes wait for each other. Writes Prisma's own ledger, so `prisma migrate deploy` can take over.
 * Throws when a migration was edited after it was applied.
 */
export async function migrate(sql: Sql, directory = path.join(process.cwd(), 'prisma/migrations')): Promise<string[]> {
  const applied: string[] = []
  for (const name of readdirSync(/* turbopackIgnore: true */ directory).sort()) {
    const file = path.join(directory, name, 'migration.sql')
    if (!existsSync(/* turbopackIgnore: true */ file)) continue
    if (await applyOnce(sql, name, readFileSync(/* turbopackIgnore: true */ file, 'utf8'))) applied.push(name)
  }
  return applied
}

async function applyOnce(sql: Sql, name: string, body: string): Promise<boolean> {
  const checksum = createHash('sha256').update(body).digest('hex')
  await sql.query('BEGIN')
  try {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    await sql.query(LEDGER)
    const { rows } = await sql.query(
      'SELECT checksum FROM _prisma_migrations WHERE migration_name = $1 AND rolled_back_at IS NULL AND finished_at IS NOT NULL',
      [name],
    )
    const known = rows[0]
    if (known && known.checksum !== checksum) throw new Error(`Migration ${name} was edited after it was applied.`)
    if (!known) {
      await sql.query(body)
      await sql.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
        [randomUUID(), checksum, name],
      )
    }
    await sql.query('COMMIT')
    return !known
  } catch (error) {
    await sql.query('ROLLBACK')
    throw error
  }
}

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate } from '@/lib/db/migrate'
import { openMemoryPGlite } from '@/lib/db/pglite'

const MIGRATIONS = 'prisma/migrations'

/** Tests put events straight into the table, of the times that they play at: their months must be there. */
export const TEST_MONTHS = `SELECT ensure_event_months(ARRAY(SELECT generate_series('2026-01-01Z'::timestamptz, '2026-12-31Z', '1 month')))`

/**
 * Path of a dump of a migrated, empty PGlite, made once for each state of the migrations: a fresh database costs
 * seconds, a copy of this a fraction.
 */
export async function templateFile(): Promise<string> {
  const file = path.join(tmpdir(), `latchkey-template-${migrationsHash()}.tar`)
  if (existsSync(file)) return file
  const database = await openMemoryPGlite()
  await migrate({
    query: async (text, values) => {
      if (values) return database.query<Record<string, unknown>>(text, values)
      const results = await database.exec(text)
      return { rows: results.at(-1)?.rows ?? [] }
    },
  })
  await database.exec(TEST_MONTHS)
  const dump = await database.dumpDataDir('none')
  await database.close()
  const partial = `${file}.${process.pid}`
  writeFileSync(partial, Buffer.from(await dump.arrayBuffer()))
  renameSync(partial, file)
  return file
}

function migrationsHash(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS).sort()) {
    const file = path.join(MIGRATIONS, name, 'migration.sql')
    if (existsSync(file)) hash.update(name).update(readFileSync(file))
  }
  hash.update(TEST_MONTHS)
  return hash.digest('hex').slice(0, 16)
}

/** Vitest's global set-up: makes the dump before any worker asks for it. */
export default async function setup() {
  if (!process.env.TEST_DATABASE_URL) await templateFile()
}

import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { env } from '@/lib/env'
import { lockDirectory } from './directory-lock'
import { PrismaClient } from './generated/client'
import { migrate } from './migrate'
import { openPGlite } from './pglite'
import { PGliteStream } from './pglite-stream'

export { Prisma } from './generated/client'

export type Database = {
  prisma: PrismaClient
  /** For bulk statements that Prisma has no word for: text with $1 placeholders, never built from input. */
  pool: pg.Pool
  kind: 'pglite' | 'postgresql'
  close: () => Promise<void>
}

/** What verbs and recoveries get inside a transaction. */
export type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/** Milliseconds after which a statement is given up: a page answers or says why. */
const STATEMENT_TIMEOUT = 15_000

/** Milliseconds without a word of a server that cannot keep its own time any more: frozen, or cut off without notice. */
const SILENCE_TIMEOUT = STATEMENT_TIMEOUT + 1_000

/** Opens PostgreSQL by its URL. */
export function openPostgres(url: string, connections = env().DATABASE_POOL, silence = SILENCE_TIMEOUT): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_TIMEOUT,
    query_timeout: silence,
    keepAlive: true,
    application_name: 'latchkey',
  })
  // A connection that breaks must not end the process, idle or in use between two statements; the next query says so or gets a fresh one.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return assemble(pool, 'postgresql', async () => {})
}

/** Wraps an open PGlite: one connection, so everything is serialised. */
export function wrapPGlite(database: PGlite, release: () => Promise<void> = async () => {}): Database {
  const pool = new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    // The stream stands in for a socket; pg's types ask for a real one.
    stream: () => new PGliteStream(database) as unknown as import('node:net').Socket,
  })
  return assemble(pool, 'pglite', async () => {
    await database.close()
    await release()
  })
}

/** Texts that are kept prepared, per connection; what comes beyond them is planned anew each time. */
const MOST_PREPARED = 500
const prepared = new Map<string, string>()

/** A name for a statement of Prisma's, so that the server parses and plans it once a connection: that took longer than running it. */
function preparedName({ sql }: { sql: string }): string {
  const known = prepared.get(sql)
  if (known !== undefined) return known
  // An empty name is no name.
  if (prepared.size >= MOST_PREPARED) return ''
  const name = `p${prepared.size}`
  prepared.set(sql, name)
  return name
}

function assemble(pool: pg.Pool, kind: Database['kind'], after: () => Promise<void>): Database {
  const prisma = new PrismaClient({
    // PGlite does not say which statements it kept when one fails, so there nothing is kept.
    adapter: new PrismaPg(pool, { disposeExternalPool: false, ...(kind === 'postgresql' ? { statementNameGenerator: preparedName } : {}) }),
    transactionOptions: { maxWait: 10_000, timeout: STATEMENT_TIMEOUT },
  })
  const close = async () => {
    await prisma.$disconnect()
    await pool.end()
    await after()
  }
  return { prisma, pool, kind, close }
}

async function open(): Promise<Database> {
  const { DATABASE_URL, DATA_DIR } = env()
  if (DATABASE_URL) return openPostgres(DATABASE_URL)
  const directory = path.resolve(/* turbopackIgnore: true */ DATA_DIR)
  const release = await lockDirectory(directory)
  return wrapPGlite(await openPGlite(directory), release)
}

/** Milliseconds that one migration may take: filling a table from millions of rows is no page. */
const MIGRATION_TIMEOUT = 3_600_000

async function migrateWith({ pool }: Database): Promise<void> {
  const connection = await pool.connect()
  // The option is pg's, per query; its types lack it.
  const patient = (text: string, values?: unknown[]): pg.QueryConfig & { query_timeout: number } => ({ text, query_timeout: MIGRATION_TIMEOUT, ...(values ? { values } : {}) })
  try {
    await migrate({ query: (text, values) => connection.query<Record<string, unknown>>(patient(text, values)) })
  } finally {
    connection.release()
  }
}

/** The tables' owner migrates where it is named; the console itself then has no right to change what it wrote into the audit. */
async function openAndMigrate(): Promise<Database> {
  const { DATABASE_MIGRATOR_URL } = env()
  if (DATABASE_MIGRATOR_URL) {
    const owner = openPostgres(DATABASE_MIGRATOR_URL, 1)
    await migrateWith(owner).finally(() => owner.close())
    return open()
  }
  const database = await open()
  await migrateWith(database)
  return database
}

// On globalThis it survives hot reload and the several bundles of one Next.js process.
const shared = globalThis as typeof globalThis & { latchkeyDatabase?: Promise<Database> | undefined }

/** The database of this process, opened and migrated at first use. A failed opening is tried again by the next caller. */
export function db(): Promise<Database> {
  shared.latchkeyDatabase ??= openAndMigrate().catch((error: unknown) => {
    shared.latchkeyDatabase = undefined
    throw error
  })
  return shared.latchkeyDatabase
}

/** Puts another database in place of the process's own: for tests and scripts. */
export function useDatabase(database: Database): void {
  shared.latchkeyDatabase = Promise.resolve(database)
}

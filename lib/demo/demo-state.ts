import { z } from 'zod'
import type { Database } from '@/lib/db/client'
import { DEMO_ID } from '@/lib/services/demo/demo-id'

const markSchema = z.object({
  state: z.enum(['filling', 'complete']),
  seed: z.number(),
  at: z.iso.datetime(),
  /** Indexes of auth_event that are dropped while it is filled, as PostgreSQL spells them. */
  indexes: z.array(z.string()),
})
export type DemoMark = z.infer<typeof markSchema>

export type DemoState = {
  /** `partial`: a filling that never came to its end. */
  state: 'absent' | 'partial' | 'complete'
  /** No accounts, events, changes or tickets: the demo may be written. */
  empty: boolean
  /** The time that the demo is relative to. */
  at: Date | null
}

async function readMark(db: Database): Promise<DemoMark | null> {
  const { rows } = await db.pool.query<{ value: unknown }>(`SELECT value FROM setting WHERE key = 'demo'`)
  return rows[0] ? markSchema.parse(rows[0].value) : null
}

/** Whether the demo company is in the database, wholly, in part or not at all. */
export async function demoState(db: Database): Promise<DemoState> {
  const mark = await readMark(db)
  const { rows } = await db.pool.query<{ full: boolean }>(`SELECT EXISTS (SELECT FROM account) OR EXISTS (SELECT FROM directory)
    OR EXISTS (SELECT FROM auth_event) OR EXISTS (SELECT FROM change) OR EXISTS (SELECT FROM ticket) AS full`)
  const state = mark === null ? 'absent' : mark.state === 'complete' ? 'complete' : 'partial'
  return { state, empty: rows[0]?.full === false, at: mark ? new Date(mark.at) : null }
}

/** Notes in the settings how far the filling is. */
export async function markDemo(db: Pick<Database, 'pool'>, mark: DemoMark): Promise<void> {
  await db.pool.query(
    `INSERT INTO setting (key, value, updated_at) VALUES ('demo', $1, now())
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [JSON.stringify(mark)],
  )
}

/** Drops the secondary indexes of the events and notes them first, so that an interrupted filling can put them back. */
export async function dropEventIndexes(db: Pick<Database, 'pool'>, mark: Pick<DemoMark, 'seed' | 'at'>): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = 'auth_event'::regclass AND NOT i.indisunique`,
  )
  const indexes = rows.map((row) => row.definition)
  await markDemo(db, { state: 'filling', ...mark, indexes })
  for (const { name } of rows) await db.pool.query(`DROP INDEX "${name}"`)
  return indexes
}

export async function restoreEventIndexes(db: Pick<Database, 'pool'>, indexes: readonly string[]): Promise<void> {
  for (const definition of indexes) {
    await db.pool.query(definition.replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS').replace(' ON ONLY ', ' ON '))
  }
}

/** In the order that foreign keys ask for. What has no id of its own goes with its ticket. */
const MADE = [
  'recovery', 'ticket', 'rate_limit_block', 'account_session', 'factor', 'linked_identity', 'account', 'identity_provider', 'directory',
  'change', 'config_value', 'auth_event', 'agent',
] as const

/** Removes what an interrupted filling left, and nothing else: generated rows are known by their ids. */
export async function clearDemo(db: Database): Promise<void> {
  const mark = await readMark(db)
  for (const table of MADE) await db.pool.query(`DELETE FROM "${table}" WHERE id::text LIKE $1`, [`%${DEMO_ID}%`])
  await db.pool.query(`DELETE FROM format_count WHERE source = 'demo'`)
  await restoreEventIndexes(db, mark?.indexes ?? [])
  await db.pool.query(`DELETE FROM setting WHERE key = 'demo'`)
}

/** Advisory lock of the filling: two instances that start on one empty database must not both write. */
const LOCK = 72_707_370
const PATIENCE_MS = 120_000

/** Runs `work` while no other process fills the same database. The embedded one belongs to one process anyway. */
export async function oneAtATime<T>(db: Database, work: () => Promise<T>): Promise<T> {
  if (db.kind === 'pglite') return work()
  const holder = await db.pool.connect()
  try {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const { rows } = await holder.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [LOCK])
      if (rows[0]?.got) break
      if (performance.now() > until) throw new Error('Another process has been filling the demo for two minutes.')
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    return await work()
  } finally {
    await holder.query('SELECT pg_advisory_unlock_all()').finally(() => holder.release())
  }
}

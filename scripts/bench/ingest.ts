import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { splitRecords } from '@/lib/formats/split-records'
import { ingestEvents } from '@/lib/services/ingest/ingest-events'
import { testDatabase } from '@/lib/testing/database'
import { table } from './figures'

const ROWS = 20_000
const BATCH = 2_000

/** Records as a service would send them: the console's own JSON, a few fields each. */
function records(from: number): string {
  return Array.from({ length: BATCH }, (_, index) =>
    JSON.stringify({
      latchkey: 1,
      sourceId: `bench-${from + index}`,
      at: new Date(Date.UTC(2026, 10, 20) + (from + index) * 500).toISOString(),
      environment: 'production',
      service: 'auth-service',
      hop: 'auth',
      outcome: index % 10 ? 'success' : 'failure',
      reason: index % 10 ? 'success' : 'bad_password',
      attempted: `user${(from + index) % 5000}@example.com`,
      ip: `203.0.113.${index % 250}`,
      traceId: `trace-${from + index}`,
    }),
  ).join('\n')
}

/** A stored row as the literals of an INSERT, under a new id and a new key so that it is no duplicate. */
function literals(row: Record<string, string | null>): string {
  const fresh: Record<string, string> = { id: uuidv7(), dedupe_key: `\\x${randomBytes(32).toString('hex')}` }
  const values = Object.entries(row).map(([name, value]) => fresh[name] ?? value)
  return `(${values.map((value) => (value === null ? 'NULL' : pg.escapeLiteral(value))).join(', ')})`
}

/** The same rows once more as plain INSERT statements with their values in them, indexes and all: the floor. */
async function plainSql(pool: pg.Pool): Promise<number> {
  const { rows: columns } = await pool.query<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'auth_event' AND table_schema = 'public'`)
  const names = columns.map(({ name }) => name)
  const { rows } = await pool.query<Record<string, string | null>>(`SELECT ${names.map((name) => `${name}::text`).join(', ')} FROM auth_event ORDER BY id`)
  const statements = Array.from({ length: ROWS / BATCH }, (_, index) => {
    const batch = rows.slice(index * BATCH, (index + 1) * BATCH)
    return `INSERT INTO auth_event (${names.join(', ')}) VALUES ${batch.map(literals).join(', ')}`
  })
  const started = performance.now()
  for (const statement of statements) await pool.query(statement)
  return performance.now() - started
}

/** Rows a second through parsing, redaction, look-ups, duplicates and counts, against the same rows by plain SQL. */
export async function measureIngest(): Promise<string> {
  const database = await testDatabase()
  const ctx = { db: database, actor: { kind: 'token', id: 'bench', name: 'bench', scopes: ['events:write'] } as const, now: new Date(), requestId: null, ip: null }
  const bodies = Array.from({ length: ROWS / BATCH }, (_, index) => records(index * BATCH))
  const started = performance.now()
  for (const body of bodies) await ingestEvents(ctx, { records: splitRecords(body, {}) })
  const ours = performance.now() - started
  const floor = await plainSql(database.pool)
  await database.close()
  const perSecond = (ms: number) => Math.round((ROWS / ms) * 1000).toLocaleString('en-GB')
  return table(['database', 'events/s', 'plain SQL rows/s', 'share'], [[database.kind, perSecond(ours), perSecond(floor), `${Math.round((floor / ours) * 100)}%`]])
}

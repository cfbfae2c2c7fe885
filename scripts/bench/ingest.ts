import type pg from 'pg'
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

const copyColumns = (column: string) => (column === 'id' ? 'gen_random_uuid()' : column === 'dedupe_key' ? `sha256((dedupe_key::text || $1)::bytea)` : column)

/** The same rows again by one plain statement a batch, indexes and all: the floor. */
async function plainSql(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ column_name: string }>(`SELECT column_name FROM information_schema.columns WHERE table_name = 'auth_event' AND table_schema = 'public'`)
  const names = rows.map(({ column_name }) => column_name)
  const started = performance.now()
  for (let offset = 0; offset < ROWS; offset += BATCH) {
    await pool.query(`INSERT INTO auth_event (${names.join(', ')}) SELECT ${names.map(copyColumns).join(', ')} FROM (SELECT * FROM auth_event ORDER BY id LIMIT ${BATCH} OFFSET ${offset}) AS rows`, [`again ${offset}`])
  }
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

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { z } from 'zod'
import { percentile, table } from './figures'
import { BATCH, batchOf, post } from './batches'
import { madeOn, onDatabase } from './databases'
import { startServer } from './server'

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000)
/** Senders at once, each with one batch on its way. */
const SENDERS = 4
/** Rounds of both, in turn, so that they meet the same weather; the middle one counts. */
const ROUNDS = 3

const answer = z.object({ received: z.number(), stored: z.number(), duplicate: z.number(), rejected: z.number() })

/** Sends bodies over HTTP, some at a time. Milliseconds. Throws where a record was not stored. */
async function send(address: string, token: string, bodies: readonly Buffer[]): Promise<number> {
  const waiting = [...bodies]
  const started = performance.now()
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let body = waiting.pop(); body; body = waiting.pop()) {
        const response = await post(address, token, body)
        if (!response.ok) throw new Error(`The server answered ${response.status}: ${await response.text()}`)
        const { received, stored } = answer.parse(await response.json())
        if (received !== BATCH || stored !== BATCH) throw new Error(`${stored} of ${received} records were stored.`)
      }
    }),
  )
  return performance.now() - started
}

const COLUMNS = `at, received_at, environment, service, version, hop, host, trace_id, duration_ms, outcome, reason, code, rule, message, attempted, attempted_key, account_id, client, client_version,
  provider, ip, user_agent, country, details, format, raw`
/** The records of the last round under ids of their own, so that they are no duplicates. */
const FRESH = `SELECT gen_random_uuid(), ${COLUMNS} FROM auth_event WHERE trace_id LIKE 'bench-%' ORDER BY at DESC LIMIT ${ROWS}`

/** The same rows by COPY, indexes and all, read from a file of the database's own machine: the floor. Milliseconds. */
async function copy(pool: pg.Pool, file: string): Promise<number> {
  const literal = pg.escapeLiteral(file)
  await pool.query(`COPY (${FRESH}) TO ${literal}`)
  const started = performance.now()
  await pool.query(`COPY auth_event (id, ${COLUMNS}) FROM ${literal}`)
  return performance.now() - started
}

/** PGlite has no files of its own: there the floor is the same rows from the table itself, without a journey. */
async function insert(pool: pg.Pool): Promise<number> {
  await pool.query(`CREATE TEMP TABLE fresh AS ${FRESH.replace('gen_random_uuid()', 'gen_random_uuid() AS id')}`)
  const started = performance.now()
  await pool.query(`INSERT INTO auth_event (id, ${COLUMNS}) SELECT id, ${COLUMNS} FROM fresh`)
  const took = performance.now() - started
  await pool.query('DROP TABLE fresh')
  return took
}

const middle = (values: readonly number[]) => percentile(values, 0.5)

/**
 * Rows a second over HTTP, through parsing, redaction, look-ups, duplicates and counts, against the same rows by COPY into
 * the same table. With DATABASE_URL on that server, else on PGlite.
 */
export async function measureIngest(): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'latchkey-ingest-'))
  chmodSync(home, 0o777) // The database may run as somebody else.
  const admin = process.env.DATABASE_URL
  const server = await startServer({ env: admin ? { DATABASE_URL: await madeOn(admin, 'latchkey_bench_ingest') } : {}, token: 'events:write' })
  try {
    const now = Date.now()
    const [ours, floor]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      const bodies = Array.from({ length: ROWS / BATCH }, (_, index) => gzipSync(batchOf(round * ROWS + index * BATCH, now)))
      ours.push(await send(server.address, server.token, bodies))
      // The embedded database belongs to one process; there the floor is measured when the server has ended.
      if (admin) floor.push(await onDatabase(server.env, (pool) => copy(pool, path.join(home, 'rows'))))
    }
    await server.halt()
    if (!admin) floor.push(await onDatabase(server.env, insert))
    const perSecond = (ms: number) => Math.round((ROWS / ms) * 1000)
    const share = perSecond(middle(ours)) / perSecond(middle(floor))
    const number = (value: number) => value.toLocaleString('en-GB')
    return table(['database', 'events/s over HTTP', admin ? 'COPY, rows/s' : 'INSERT … SELECT, rows/s', 'share'], [[admin ? 'PostgreSQL' : 'PGlite', number(perSecond(middle(ours))), number(perSecond(middle(floor))), `${Math.round(share * 100)}%`]])
  } finally {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

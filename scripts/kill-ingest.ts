import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { z } from 'zod'
import { BATCH, batchOf, post } from './bench/batches'
import { madeOn } from './bench/databases'
import { serve, startServer } from './bench/server'

// npm run kill:ingest -- --kills 200     with DATABASE_URL and a build: kills the server again and again while four senders
// send, and proves that nothing that was acknowledged is lost, nothing is there twice, and the counts are those of the events.

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } })
const KILLS = Number(values.kills)
const SENDERS = 4
/** A kill falls anywhere within this time after the server answers. */
const LONGEST_MS = 2_500
const answer = z.object({ received: z.number(), stored: z.number(), duplicate: z.number(), rejected: z.number() })

const admin = process.env.DATABASE_URL
if (!admin) throw new Error('Set DATABASE_URL to a PostgreSQL where databases may be made.')
const database = await madeOn(admin, 'latchkey_kill_ingest')
const first = await startServer({ env: { DATABASE_URL: database }, token: 'events:write' })
await first.halt()
const port = Number(new URL(first.address).port)

const start = () => serve(first.env, port)

let over = false
let next = 0
const acknowledged: number[] = []
let [received, stored, duplicate, rejected, lost, refused] = [0, 0, 0, 0, 0, 0]

/** Sends batch after batch, each until it is acknowledged: at least once, as any shipper does. */
async function sender() {
  while (!over) {
    const batch = next
    next += 1
    const body = gzipSync(batchOf(batch * BATCH, Date.parse('2026-11-20T00:00:00Z'), 'kill'))
    for (let done = false; !done; ) {
      try {
        const reply = await post(first.address, first.token, body)
        if (!reply.ok) {
          refused += 1
          await reply.arrayBuffer()
          await wait(100)
          continue
        }
        const counts = answer.parse(await reply.json())
        received += counts.received
        stored += counts.stored
        duplicate += counts.duplicate
        rejected += counts.rejected
        if (counts.received !== counts.stored + counts.duplicate + counts.rejected) throw new Error(`An answer does not add up: ${JSON.stringify(counts)}`)
        acknowledged.push(batch)
        done = true
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('An answer')) throw error
        lost += 1
        await wait(50)
      }
    }
  }
}

let server = await start()
const sending = Promise.all(Array.from({ length: SENDERS }, sender))
for (let kill = 1; kill <= KILLS; kill += 1) {
  await wait(Math.random() * LONGEST_MS)
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
  server = await start()
  if (kill % 10 === 0) console.log(`${kill} kills, ${acknowledged.length} batches acknowledged, ${lost} answers lost on the way`)
}
over = true
await sending
server.kill('SIGTERM')
await once(server, 'exit')

const pool = new pg.Pool({ connectionString: database })
const one = async (text: string, more: unknown[] = []) => Number((await pool.query<{ n: string }>(text, more)).rows[0]?.n)
const there = await one(`SELECT count(*) AS n FROM auth_event WHERE trace_id LIKE 'kill-%'`)
const different = await one(`SELECT count(DISTINCT trace_id) AS n FROM auth_event WHERE trace_id LIKE 'kill-%'`)
const whole = await one(`SELECT count(*) AS n FROM (SELECT split_part(trace_id, '-', 2)::int / ${BATCH} AS batch FROM auth_event WHERE trace_id LIKE 'kill-%' GROUP BY 1 HAVING count(*) = ${BATCH}) AS whole WHERE batch = ANY ($1)`, [acknowledged])
const uncounted = await one(`SELECT (SELECT count(*) FROM auth_event) - (SELECT sum(count) FROM event_hour) AS n`)
const unrolled = await one(`SELECT (SELECT count(*) FROM auth_event) - (SELECT sum(count) FROM event_rollup) AS n`)
await pool.end()
await first.stop()

console.log(`\n${KILLS} kills, ${lost} answers lost on the way, ${refused} refusals.
Received ${received} = stored ${stored} + duplicate ${duplicate} + rejected ${rejected}: ${received === stored + duplicate + rejected ? 'yes' : 'NO'}.
Batches acknowledged ${acknowledged.length}, of these whole in the table ${whole}; records ${there}, different ones ${different}.
Counts by hour differ from the events by ${uncounted}, counts by five minutes by ${unrolled}.`)
const right = whole === acknowledged.length && there === different && there === acknowledged.length * BATCH && uncounted === 0 && unrolled === 0 && received === stored + duplicate + rejected
console.log(right ? 'Nothing is lost, nothing is there twice.' : 'SOMETHING IS WRONG.')
process.exit(right ? 0 : 1)

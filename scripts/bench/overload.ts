import { gzipSync } from 'node:zlib'
import { batchOf, BATCH, post } from './batches'
import { madeOn } from './databases'
import { ms, percentile, table } from './figures'
import { FLOOR, pagesToMeasure, time } from './pages'
import { startServer } from './server'

/** Senders that do not wait for each other: several times what is taken in at once and what may wait. */
const SENDERS = 40
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30)
/** People who look at pages meanwhile. */
const READERS = 3

/** Forty senders that never rest, and three people at the pages: what each of them gets. */
export async function measureOverload(): Promise<string> {
  const admin = process.env.DATABASE_URL
  const server = await startServer({ env: admin ? { DATABASE_URL: await madeOn(admin, 'latchkey_bench_overload') } : {}, token: 'events:write' })
  try {
    const pages = [FLOOR, ...(await pagesToMeasure(server))]
    for (const page of pages) await time(server, page)
    const until = performance.now() + SECONDS * 1000
    const answers = new Map<string, number>()
    let batch = 0
    const sender = async () => {
      while (performance.now() < until) {
        batch += 1
        const response = await post(server.address, server.token, gzipSync(batchOf(batch * BATCH, Date.now(), 'overload')))
        await response.arrayBuffer()
        const retry = Number(response.headers.get('retry-after') ?? 0)
        const kind = response.ok ? `${response.status}` : `${response.status}${retry > 0 ? ' with Retry-After' : ' without Retry-After'}`
        answers.set(kind, (answers.get(kind) ?? 0) + 1)
        // Rude, but no attack: each sender comes back sooner than it was told.
        if (!response.ok) await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
    const elapsed: number[] = []
    const reader = async (own: number) => {
      for (let turn = own; performance.now() < until; turn += 1) elapsed.push(await time(server, pages[turn % pages.length] ?? FLOOR))
    }
    await Promise.all([...Array.from({ length: SENDERS }, sender), ...Array.from({ length: READERS }, (_, own) => reader(own * 5))])
    const stored = (answers.get('200') ?? 0) * BATCH
    const rows = [...answers].sort().map(([kind, count]) => [kind, String(count)])
    return `${table(['answer', 'batches'], rows)}\n\n${Math.round(stored / SECONDS).toLocaleString('en-GB')} events/s were taken in; of ${elapsed.length} pages meanwhile half took ${ms(percentile(elapsed, 0.5))}, 95 in 100 at most ${ms(percentile(elapsed, 0.95))}.`
  } finally {
    await server.stop()
  }
}

import path from 'node:path'
import { newId } from '@/lib/core/ids'
import { openPostgres, wrapPGlite, type Database } from '@/lib/db/client'
import { openPGlite } from '@/lib/db/pglite'
import { detectAttacks } from '@/lib/services/alerts/detect-attacks'
import { announceRises } from '@/lib/services/announcements/announce-rises'
import { measureClocks } from '@/lib/services/clocks/measure-clocks'
import type { ServiceContext } from '@/lib/services/context'
import { readState } from '@/lib/services/metrics/read-state'
import { keepPatterns } from '@/lib/services/patterns/keep-patterns'
import { ms, percentile, table } from './figures'

const ROUNDS = 9

/** What runs beside the pages every two minutes and more often, and what Prometheus asks for. */
const JOBS: readonly (readonly [name: string, run: (ctx: ServiceContext) => Promise<unknown>])[] = [
  ['what many fail with', keepPatterns],
  ['attacks, ten minutes', (ctx) => detectAttacks(ctx, 10)],
  ['attacks, an hour', (ctx) => detectAttacks(ctx, 60)],
  ['clocks', measureClocks],
  ['rises after changes', (ctx) => announceRises(ctx, ['webhook'])],
  ['figures for Prometheus', (ctx) => readState({ ...ctx, actor: { kind: 'token', id: newId(), name: 'bench', scopes: ['metrics:read'] } })],
]

const opened = async ({ DATABASE_URL, DATA_DIR = '.data' }: NodeJS.ProcessEnv): Promise<Database> => (DATABASE_URL ? openPostgres(DATABASE_URL) : wrapPGlite(await openPGlite(path.resolve(DATA_DIR))))

/** Milliseconds of each round of each job on a database that no server holds. */
async function timeJobs(env: NodeJS.ProcessEnv): Promise<number[][]> {
  const db = await opened(env)
  const times: number[][] = []
  for (const [, run] of JOBS) {
    const own: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now()
      await run({ db, actor: { kind: 'system', id: null, name: 'bench' }, now: new Date(), requestId: null, ip: null })
      own.push(performance.now() - started)
    }
    times.push(own)
  }
  await db.close()
  return times
}

/** Each job on the large database and on the small one. The first round finds nothing at hand, and stands apart. */
export async function compareJobs(small: NodeJS.ProcessEnv, large: NodeJS.ProcessEnv): Promise<string> {
  const [few, many] = [await timeJobs(small), await timeJobs(large)]
  const rows = JOBS.map(([name], index) => {
    const [first = Number.NaN, ...rest] = many[index] ?? []
    const [p50, before] = [percentile(rest, 0.5), percentile(few[index]?.slice(1) ?? [], 0.5)]
    return [name, ms(first), ms(p50), `${(p50 / before).toFixed(2)}×`]
  })
  return table(['job', 'first round', 'p50', 'p50 against 100,000 events'], rows)
}

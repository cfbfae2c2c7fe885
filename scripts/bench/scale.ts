import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type pg from 'pg'
import { seeded } from '@/lib/testing/seeded'
import { madeOn, onDatabase } from './databases'
import type { Seen } from './browser'
import { allowLookUps, fill, type Size } from './fill'
import { interval, ms, percentile, table } from './figures'
import { compareJobs } from './jobs'
import { FLOOR, nameOf, pagesToMeasure, time } from './pages'
import { startServer, type BenchServer } from './server'
import { reading, readStatements, replay, type Statement } from './statements'

const SMALL: Size = { events: 100_000, accounts: 10_000, changes: 500 }
const ACCOUNTS = Number(process.env.BENCH_ACCOUNTS ?? 1_000_000)
const CHANGES = 5_000
/** So many that one moment in which the machine does something else is not the 95th percentile. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 100)
/** The floor stands in every ratio: it is asked for more often, by its place among the pages. */
const FLOOR_AGAIN = [0, 0]
/** Rounds before any counts: after so many the servers have compiled what the pages run. */
const WARM = 40
const PORTS = [4796, 4797]
/** What a page asks every few seconds that follows new events. */
const LIVE = '/live?environment=production'

/** A company with so much behind it: its server, and where what it sent to the database is written. */
export type World = { server: BenchServer; statements: string; database: string }

const report = (what: string, done: number, of: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what} ${Math.round((done / of) * 100)}%`)
}

async function startWorld(size: Size, at: number, home: string): Promise<World> {
  const admin = process.env.DATABASE_URL
  const statements = path.join(home, `statements-${at}.jsonl`)
  const env = {
    NODE_OPTIONS: `--import ${path.resolve('scripts/bench/record-statements.mjs')}`,
    BENCH_STATEMENTS: statements,
    ...(admin ? { DATABASE_URL: await madeOn(admin, `latchkey_bench_${at}`) } : {}),
  }
  const server = await startServer({ port: PORTS[at] ?? 0, env, prepare: (made) => onDatabase(made, (pool) => fill(pool, size, new Date(), report).then(() => allowLookUps(pool))) })
  return { server, statements, database: server.env.DATABASE_URL ?? server.env.DATA_DIR ?? '' }
}

/** Asks a server for what it has sent since the last time; the first time to keep it from now on. */
async function mark({ server }: World) {
  process.kill(server.pid, 'SIGUSR2')
  await wait(100)
}

function shuffled<T>(items: Iterable<T>, next: () => number): T[] {
  const dealt = [...items].map((item) => ({ item, place: next() }))
  return dealt.sort((a, b) => a.place - b.place).map(({ item }) => item)
}

type Measured = { page: string; elapsed: number[]; sql: number[]; slowest: string }

async function measure(worlds: readonly World[]): Promise<Measured[][]> {
  const pages = await Promise.all(worlds.map(({ server }) => pagesToMeasure(server)))
  const all = pages.map((paths) => [FLOOR, ...paths, LIVE])
  const elapsed = all.map((paths) => paths.map((): number[] => []))
  const next = seeded(1)
  const indexes = [...(all[0]?.keys() ?? []), ...FLOOR_AGAIN]
  const asked = worlds.flatMap((world, at) => indexes.map((index) => ({ world, at, index })))
  // All pages of all servers in one order, another each round: they meet the same weather, and what a page leaves behind (memory
  // to collect, caches that hold its data) is paid by any other. The same page on one server after the other favoured the second.
  for (let round = -WARM; round < ROUNDS; round += 1) {
    for (const { world, at, index } of shuffled(asked, next)) {
      const took = await time(world.server, all[at]?.[index] ?? FLOOR)
      if (round >= 0) elapsed[at]?.[index]?.push(took)
    }
    report('rounds', round + WARM + 1, ROUNDS + WARM)
  }
  for (const { server } of worlds) await pagesToMeasure(server)
  const measured: Measured[][] = []
  for (const [at, world] of worlds.entries()) {
    await mark(world)
    for (const page of all[at] ?? []) {
      await time(world.server, page)
      await mark(world)
    }
    await world.server.halt()
    const sent = readStatements(world.statements).slice(-(all[at]?.length ?? 0))
    measured.push(await onDatabase(world.server.env, async (pool) => {
      const client = await pool.connect()
      const rows: Measured[] = []
      for (const [index, page] of (all[at] ?? []).entries()) rows.push({ page: nameOf(page), elapsed: elapsed[at]?.[index] ?? [], ...(await alone(client, reading(sent[index] ?? []))) })
      client.release()
      return rows
    }))
  }
  return measured
}

/** The same statements without the page. */
async function alone(client: pg.PoolClient, statements: readonly Statement[]): Promise<{ sql: number[]; slowest: string }> {
  const sql: number[] = []
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    const took = await replay(client, statements)
    if (round > 1) sql.push(took)
  }
  let slowest = { took: 0, text: '' }
  for (const statement of statements) {
    const took = await replay(client, [statement])
    if (took > slowest.took) slowest = { took, text: statement.text.replace(/\s+/g, ' ').slice(0, 60) }
  }
  return { sql, slowest: `${ms(slowest.took)} ${slowest.text}` }
}

/** What a browser makes of the pages of each world: by a process of its own, which does not hold the watch. */
async function seeAll(worlds: readonly World[]): Promise<Seen[][]> {
  const env = { ...process.env, BENCH_SERVERS: JSON.stringify(worlds.map(({ server: { address, cookie } }) => ({ address, cookie }))) }
  const { stdout } = await promisify(execFile)(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/bench/see.ts'], { env, maxBuffer: 1 << 20 })
  return JSON.parse(stdout) as Seen[][]
}

/** The same pages in a browser, with as many events and with 100,000 in turn. */
function browserTable([small = [], large = []]: readonly Seen[][]): string {
  const pair = (of: (seen: Seen) => string, index: number) => [large, small].map((all) => (all[index] ? of(all[index]) : '–')).join(' / ')
  const kilo = ({ bytes }: Seen) => `${Math.round(bytes / 1024)} kB`
  const rows = large.map(({ page }, index) => [page, pair(kilo, index), pair(({ requests }) => String(requests), index), pair(({ lcp }) => ms(lcp), index), pair(({ inp }) => ms(inp), index)])
  return `\n\n## In a browser, with as many events / with 100,000\n\n${table(['page', 'over the network', 'requests', 'LCP', 'slowest of four keys'], rows)}`
}

const p95 = (samples: readonly number[]) => percentile(samples, 0.95)

/** A ratio with its 95% interval: "1.26× (1.02–1.41)". */
function times(samples: readonly (readonly number[])[], ratio: (drawn: readonly (readonly number[])[]) => number): string {
  const { low, high } = interval(samples, ratio)
  return `${ratio(samples).toFixed(2)}× (${low.toFixed(2)}–${high.toFixed(2)})`
}

/** The pages of a small and of a large world, and what runs beside them. The servers end with it. */
export async function compare(worlds: readonly World[]): Promise<string> {
  const seen = await seeAll(worlds)
  const [small, large] = await measure(worlds)
  const floor = large?.[0]?.elapsed ?? []
  const rows = (large ?? []).map((one, index) => {
    const before = small?.[index]?.elapsed ?? []
    return [
      one.page, ms(percentile(one.elapsed, 0.5)), ms(p95(one.elapsed)), ms(p95(one.sql)),
      times([one.elapsed, one.sql, floor], ([page = [], sql = [], least = []]) => p95(page) / (p95(sql) + p95(least))),
      `${(percentile(one.elapsed, 0.5) / percentile(before, 0.5)).toFixed(2)}×`,
      times([one.elapsed, before], ([many = [], few = []]) => p95(many) / p95(few)),
      one.slowest,
    ]
  })
  const pages = table(['page', 'p50', 'p95', 'its statements alone, p95', 'p95 against these and the floor', 'p50 against 100,000 events', 'p95 against these', 'slowest statement'], rows)
  const [few, many] = worlds.map(({ server }) => server.env)
  const jobs = few && many ? `\n\n## Beside the pages\n\n${await compareJobs(few, many)}` : ''
  return pages + jobs + browserTable(seen)
}

/**
 * Each page with so many events behind it and with 100,000: against its own statements sent alone plus the floor page
 * (aim: at most twice), and the large against the small (aim: at most 1.5 times), all at p95.
 */
export async function measureScale(events: number): Promise<string> {
  const home = mkdtempSync(path.join(tmpdir(), 'latchkey-scale-'))
  const worlds: World[] = []
  try {
    for (const [at, size] of [SMALL, { events, accounts: ACCOUNTS, changes: CHANGES }].entries()) worlds.push(await startWorld(size, at, home))
    return await compare(worlds)
  } finally {
    for (const { server } of worlds) await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

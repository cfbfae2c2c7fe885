import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { Random } from '@/lib/demo/random'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { getTrace } from '../events/get-trace'
import { ingestEvents } from '../ingest/ingest-events'
import { findSkews } from './find-skews'
import { measureClocks } from './measure-clocks'
import { readClocks } from './read-clocks'

const NOW = new Date('2026-11-24T12:00:00Z')
let db: Database
const ctx = (now = NOW): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'test' }, now, requestId: null, ip: null })

/** An environment of its own with attempts through edge, auth service and store, whose hosts' clocks are off by so many milliseconds. */
async function plant(count: number, clocks: Record<string, number>, { edges = ['edge-1'], auths = ['auth-1'], before = 60_000 } = {}) {
  const environment = `env-${newId()}`
  await db.prisma.environment.create({ data: { name: environment, hosts: [] } })
  await send(environment, count, clocks, { edges, auths, before })
  return environment
}

async function send(environment: string, count: number, clocks: Record<string, number>, { edges = ['edge-1'], auths = ['auth-1'], before = 60_000 } = {}) {
  const random = new Random(JSON.stringify([count, clocks, before]))
  const values = Array.from({ length: count }, (_, n) => {
    const at = NOW.getTime() - before - n * 1_777
    const [edge, auth, traceId] = [random.pick(edges), random.pick(auths), newId()]
    const took = random.int(20, 250)
    const record = (hop: string, host: string, ms: number, durationMs: number) => ({ latchkey: 1, at: new Date(ms + (clocks[host] ?? 0)).toISOString(), environment, service: `${hop}-service`, hop, host, traceId, durationMs, outcome: hop === 'auth' ? 'failure' : 'info', reason: hop === 'auth' ? 'bad_password' : 'success' })
    return [record('edge', edge, at, took + random.int(4, 30)), record('auth', auth, at + random.int(1, 3), took), record('user_store', 'db-1', at + 4, 3)]
  }).flat()
  await ingestEvents({ ...ctx(), actor: { kind: 'token', id: newId(), name: `t-${newId()}`, scopes: ['events:write'] } }, { records: values.map((value, index) => ({ index, value })) })
}

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

describe('the clocks of an environment', () => {
  it('are measured from the newest attempts, found within the stated uncertainty, corrected on the page of an attempt, and kept the same when measured again', async () => {
    const environment = await plant(60, { 'auth-1': 2_400 })
    expect(await measureClocks(ctx())).toBeGreaterThanOrEqual(2)
    const clocks = await readClocks(db, environment)
    expect(clocks.map(({ outer, inner }) => [outer.clock, inner.clock])).toEqual([['edge-1', 'auth-1'], ['edge-1', 'db-1']])
    const [auth] = clocks
    expect(Math.abs((auth?.offsetMs ?? 0) - 2_400)).toBeLessThanOrEqual(auth?.uncertaintyMs ?? 0)
    expect(auth?.uncertaintyMs).toBeLessThan(200)
    const trace = await getTrace(ctx(), auth?.traceId ?? '')
    expect(trace.spans.map(({ event, corrected, known }) => [event.hop, corrected, known?.attempts ?? null])).toEqual([['edge', false, null], ['auth', true, auth?.attempts], ['user_store', false, null]])
    // An edge's longest call, and what the correction may be off by.
    expect(trace.totalMs).toBeLessThanOrEqual(280 + (auth?.uncertaintyMs ?? 0))
    await measureClocks(ctx())
    expect(await readClocks(db, environment)).toEqual(clocks)
    // 2.4 s break nothing.
    expect(await findSkews(ctx(), { environment })).toEqual([])
  })

  it('that are minutes off are a finding that names the one to blame, what breaks and an attempt', async () => {
    const environment = await plant(240, { 'auth-2': -310_000 }, { edges: ['edge-1', 'edge-2'], auths: ['auth-1', 'auth-2'] })
    await measureClocks(ctx())
    const [only, ...rest] = await findSkews(ctx(), { environment })
    expect(rest).toEqual([])
    expect(only).toMatchObject({ hop: 'auth', clock: 'auth-2', against: { hop: 'edge' } })
    expect(Math.abs((only?.offsetMs ?? 0) + 310_000)).toBeLessThanOrEqual(only?.uncertaintyMs ?? 0)
    expect(only?.breaks.join(' ')).toContain('Kerberos')
    expect((await getTrace(ctx(), only?.traceId ?? '')).spans.some(({ event, offsetMs }) => event.host === 'auth-2' && Math.abs(offsetMs + 310_000) < 500)).toBe(true)
  })

  it('blames an edge that differs from all behind it, and not each of these', async () => {
    const environment = await plant(240, { 'edge-2': 45_000 }, { edges: ['edge-1', 'edge-2'], auths: ['auth-1', 'auth-2'] })
    await measureClocks(ctx())
    const skews = await findSkews(ctx(), { environment })
    expect(skews.map(({ clock, breaks }) => [clock, breaks.length])).toEqual([['edge-2', 1]])
    expect(skews[0]?.offsetMs).toBeGreaterThan(44_000)
  })

  it('are not named where they agree, where too few attempts tell, and no longer once they were set', async () => {
    const agree = await plant(60, {})
    const few = await plant(7, { 'auth-1': 400_000 })
    const set = await plant(60, { 'auth-1': 90_000 }, { before: 1_800_000 })
    await measureClocks(ctx())
    expect(await findSkews(ctx(), { environment: agree })).toEqual([])
    expect(await readClocks(db, few)).toEqual([])
    expect(await findSkews(ctx(), { environment: set })).toHaveLength(1)
    for (const before of [20_000, 10_000, 5_000]) {
      await send(set, 12, {}, { before })
      await measureClocks(ctx())
    }
    expect(await findSkews(ctx(), { environment: set })).toEqual([])
  })

  it('are forgotten two days after the last attempt, and a name from outside finds nothing', async () => {
    const environment = await plant(30, { 'auth-1': 90_000 })
    await measureClocks(ctx())
    expect(await findSkews(ctx(), { environment })).toHaveLength(1)
    await measureClocks(ctx(new Date(NOW.getTime() + 3 * 86_400_000)))
    expect(await readClocks(db, environment)).toEqual([])
    expect(await findSkews(ctx(), { environment: 'no\u0000where' })).toEqual([])
  })
})

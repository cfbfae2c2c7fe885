import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { admitWatcher } from '@/lib/http/watchers'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { ingestEvents } from '../ingest/ingest-events'
import { followEvents } from './follow-events'

const NOW = Date.parse('2026-11-24T12:00:30Z')
let db: Database
const at = (seconds: number) => new Date(NOW + seconds * 1000)
const ctx = (seconds = 0, database = db): ServiceContext => ({ db: database, actor: { kind: 'system', id: null, name: 'test' }, now: at(seconds), requestId: null, ip: null })

/** Records with their own time and the time at which they come in, both in seconds from now. */
async function send(environment: string, received: number, ...records: (Record<string, unknown> & { seconds: number })[]) {
  const values = records.map(({ seconds, ...more }) => ({ latchkey: 1, at: at(seconds).toISOString(), environment, service: 'auth-service', hop: 'auth', outcome: 'failure', reason: 'bad_password', attempted: 'maya@example.com', traceId: newId(), ...more }))
  await ingestEvents({ ...ctx(received), actor: { kind: 'token', id: newId(), name: `t-${newId()}`, scopes: ['events:write'] } }, { records: values.map((value, index) => ({ index, value })) })
}
const follow = (environment: string | undefined, seconds: number, since: number | undefined, more: object = {}) => followEvents(ctx(seconds), { environment, ...(since === undefined ? {} : { since: at(since).toISOString() }), ...more })

/** The same database, and how many statements it is asked. */
function counted(): { database: Database; asked: () => number } {
  let count = 0
  const pool = new Proxy(db.pool, { get: (target, name) => (name === 'query' ? (...args: [string, unknown[]]) => ((count += 1), target.query(...args)) : Reflect.get(target, name)) })
  return { database: { ...db, pool }, asked: () => count }
}

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

describe('following events', () => {
  it('tells what came in since, newest first, masked, also a record that came late; and again only what is on its way', async () => {
    const environment = `env-${newId()}`
    await send(environment, -60, { seconds: -61 })
    const start = await follow(environment, 0, undefined)
    expect(start.rows).toEqual([])
    await send(environment, 20, { seconds: 19 }, { seconds: -200, reason: 'account_locked' })
    const next = await follow(environment, 21, 0)
    expect(next.rows.map(({ reason, attempted }) => [reason, attempted])).toEqual([['bad_password', 'm•••@example.com'], ['account_locked', 'm•••@example.com']])
    expect(next.more).toBe(false)
    expect((await follow(environment, 40, 35)).rows).toEqual([])
  })

  it('keeps to the filters of the list', async () => {
    const environment = `env-${newId()}`
    await send(environment, 1, { seconds: 0 }, { seconds: 0.5, outcome: 'success', reason: 'success' }, { seconds: 0.7, reason: 'account_locked' })
    const reasons = async (more: object) => (await follow(environment, 2, 0, more)).rows.map(({ reason }) => reason)
    expect(await reasons({})).toEqual(['account_locked', 'bad_password'])
    expect(await reasons({ outcome: 'any' })).toEqual(['account_locked', 'success', 'bad_password'])
    expect(await reasons({ reason: 'account_locked' })).toEqual(['account_locked'])
    expect(await reasons({ format: 'okta' })).toEqual([])
    expect((await follow(`env-${newId()}`, 2, 0)).rows).toEqual([])
    expect((await follow(undefined, 2, 0)).rows.length).toBeGreaterThanOrEqual(2)
  })

  it('hands on a hundred at most, and says that there is more', async () => {
    const environment = `env-${newId()}`
    await send(environment, 1, ...Array.from({ length: 120 }, (_, n) => ({ seconds: -n / 10 })))
    const { rows, more } = await follow(environment, 2, 0)
    expect([rows.length, more]).toEqual([100, true])
  })

  it('counts each of the last 60 minutes, the one that goes on last, and takes late ones into those that are not settled', async () => {
    const environment = `env-${newId()}`
    await send(environment, 0, { seconds: -31 }, { seconds: -32, outcome: 'success', reason: 'success' }, { seconds: -33, outcome: 'info', reason: 'success' }, { seconds: -3_560 }, { seconds: -3_700 })
    const { minutes } = await follow(environment, 0, undefined)
    expect(minutes).toHaveLength(60)
    expect(minutes.at(-1)?.at).toBe('2026-11-24T12:00:00.000Z')
    expect(minutes.at(-2)).toEqual({ at: '2026-11-24T11:59:00.000Z', failed: 1, decided: 2 })
    expect(minutes[0]).toMatchObject({ at: '2026-11-24T11:01:00.000Z', failed: 1 })
    await send(environment, 9, { seconds: -35 })
    const later = (await follow(environment, 10, undefined)).minutes
    expect(later.at(-2)).toMatchObject({ failed: 2, decided: 3 })
    expect(later[0]).toEqual(minutes[0])
    const muchLater = (await follow(environment, 7_200, undefined)).minutes
    expect([muchLater.length, muchLater.reduce((sum, { failed }) => sum + failed, 0)]).toEqual([60, 0])
  })

  it('asks the database once for all who follow the same', async () => {
    const { database, asked } = counted()
    const everybody = Array.from({ length: 50 }, () => followEvents(ctx(0, database), { environment: 'x', since: at(-5).toISOString() }))
    await Promise.all(everybody)
    expect(asked()).toBe(2)
    await followEvents(ctx(1, database), { environment: 'x', since: at(-1).toISOString(), reason: 'bad_password' })
    expect(asked()).toBe(2)
    await followEvents(ctx(6, database), { environment: 'x', since: at(-1).toISOString() })
    expect(asked()).toBe(4)
  })

  it('takes any value of an address', async () => {
    for (const since of ['', 'yesterday', '2026-13-01T00:00:00Z', '\u0000']) expect((await followEvents(ctx(), { environment: 'a\u0000b', outcome: 'x', since })).rows).toEqual([])
  })
})

describe('how many may follow', () => {
  it('is bounded: one more is sent away with when to come again, until somebody has gone', () => {
    admitWatcher('a', at(0), 2)
    admitWatcher('b', at(1), 2)
    expect(() => admitWatcher('c', at(2), 2)).toThrow(expect.objectContaining({ code: 'unavailable', retryAfterSeconds: 30 }))
    admitWatcher('a', at(14), 2)
    admitWatcher('c', at(17), 2)
    expect(() => admitWatcher('b', at(18), 2)).toThrow()
  })
})

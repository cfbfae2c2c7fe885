import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database, Prisma } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { readMetrics } from './read-metrics'

const NOW = new Date('2026-11-24T12:03:20Z')
const UNTIL = Date.parse('2026-11-24T12:00:00Z')
const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const ctx = (): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'test' }, now: NOW, requestId: null, ip: null })
/** Counts by five minutes and by hour, as ingest keeps both. */
async function slot(environment: string, msAgo: number, reason: string, count: number, more: Partial<Prisma.EventRollupCreateManyInput> = {}) {
  const at = UNTIL - msAgo
  await db.prisma.eventRollup.create({ data: { environment, slot: new Date(at), outcome: 'failure', reason, provider: '', count, ...more } })
  const { outcome = 'failure', provider = '' } = more
  const key = { environment, hour: new Date(Math.floor(at / HOUR) * HOUR), service: '', hop: 'auth' as const, outcome, reason, provider }
  await db.prisma.eventHour.upsert({ where: { environment_hour_service_hop_outcome_reason_provider: key }, create: { ...key, count }, update: { count: { increment: count } } })
}
const familyOf = async (environment: string, window: string, id: string) => {
  const found = (await readMetrics(ctx(), { environment, window })).families.find((family) => family.id === id)
  if (!found) throw new Error(`no family ${id}`)
  return found
}

describe('figures of the sign-in', () => {
  it('count a window up to the last five minutes that are over, by reason and provider, against the same hours of four weeks', async () => {
    const environment = `env-${newId()}`
    // The edges of the window, and just beyond them.
    await slot(environment, 24 * HOUR, 'bad_password', 3)
    await slot(environment, 300_000, 'bad_password', 40)
    await slot(environment, 24 * HOUR + 300_000, 'bad_password', 1_000)
    await slot(environment, 0, 'bad_password', 1_000)
    await slot(environment, HOUR, 'account_locked', 7, { provider: 'okta' })
    await slot(environment, HOUR, 'success', 900, { outcome: 'success' })
    for (const [week, count] of [[1, 10], [2, 12], [3, 11], [4, 300]] as const) await slot(environment, week * WEEK + 300_000, 'bad_password', count)
    await slot(environment, 5 * WEEK, 'bad_password', 5)
    const failed = await familyOf(environment, '24h', 'failed')
    expect(failed.total).toEqual({ now: 50, usual: { median: 11.5, spread: expect.closeTo(Math.sqrt(11.5)), weeks: 4 }, reading: 'above' })
    expect(failed.bars).toHaveLength(24)
    expect(failed.bars.at(-1)).toMatchObject({ at: '2026-11-24T11:00:00.000Z', now: 47, usual: { median: 11.5, weeks: 4 }, reading: 'above' })
    expect(failed.bars[0]).toMatchObject({ now: 3, usual: { median: 0 }, reading: 'usual' })
    expect(failed.byReason.map(({ name, now, reading }) => [name, now, reading])).toEqual([['bad_password', 43, 'above'], ['account_locked', 7, 'above']])
    expect(failed.byProvider.map(({ name, now }) => [name, now])).toEqual([['', 43], ['okta', 7]])
    expect(await familyOf(environment, '24h', 'lockouts')).toMatchObject({ total: { now: 7 } })
    expect(await familyOf(environment, '24h', 'mfa')).toMatchObject({ total: { now: 0, reading: 'usual' } })
  })

  it('say that nothing is known of what is usual where the console was not there yet', async () => {
    const environment = `env-${newId()}`
    await slot(environment, 8 * 24 * HOUR, 'bad_password', 5)
    await slot(environment, HOUR, 'bad_password', 5)
    expect((await familyOf(environment, '24h', 'failed')).total).toMatchObject({ now: 5, usual: { weeks: 1 } })
    expect((await familyOf(environment, '7d', 'failed')).total).toEqual({ now: 5, usual: null, reading: 'unknown' })
    expect((await familyOf(`none-${newId()}`, '24h', 'failed')).total).toEqual({ now: 0, usual: null, reading: 'unknown' })
  })

  it('add up to the same over every window, and find each bar’s own weeks in a month', async () => {
    const environment = `env-${newId()}`
    for (let day = 0; day < 70; day += 1) await slot(environment, day * 24 * HOUR + HOUR, 'token_expired', 10)
    for (const [window, bars, sum] of [['24h', 24, 10], ['7d', 84, 70], ['30d', 60, 300]] as const) {
      const tokens = await familyOf(environment, window, 'tokens')
      expect(tokens.bars).toHaveLength(bars)
      expect(tokens.bars.reduce((all, { now }) => all + now, 0)).toBe(sum)
      expect(tokens.total).toMatchObject({ now: sum, usual: { median: sum, weeks: 4 }, reading: 'usual' })
      expect(tokens.byReason).toMatchObject([{ name: 'token_expired', now: sum, usual: { median: sum } }])
    }
  })

  it('tell how long codes took, against earlier weeks', async () => {
    const environment = `env-${newId()}`
    const delivered = (msAgo: number, seconds: number, within: object) => slot(environment, msAgo, 'success', 10, { outcome: 'info', provider: 'relaytext', delivered: 10, deliveryMs: 10_000 * seconds, ...within })
    await delivered(HOUR, 200, { within300: 10, within600: 10 })
    for (const week of [1, 2, 3, 4]) await delivered(week * WEEK + HOUR, 8 + (week % 2), { within10: 10, within30: 10, within60: 10, within120: 10, within300: 10, within600: 10 })
    const { delivery } = await readMetrics(ctx(), { environment, window: '24h' })
    expect(delivery).toMatchObject({ count: 10, total: { now: 200, usual: { median: 8.5, weeks: 4 }, reading: 'above' }, byProvider: [{ name: 'relaytext', now: 200 }] })
    expect(delivery.middle).toBeCloseTo(210)
    expect(delivery.bars.filter(({ now }) => now > 0)).toMatchObject([{ at: '2026-11-24T11:00:00.000Z', now: 200, reading: 'above' }])
  })

  it('take any address for production’s last day', async () => {
    expect(await readMetrics(ctx(), { environment: '', window: 'for ever' })).toMatchObject({ environment: 'production', window: '24h' })
  })
})

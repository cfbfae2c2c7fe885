import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import type { ServiceContext } from '../context'
import { ingestEvents } from '../ingest/ingest-events'
import { detectAttacks } from './detect-attacks'
import { listOpenAlerts } from './list-alerts'
import { settleAlert } from './settle-alert'

const NOW = new Date('2026-11-24T12:00:00Z')
const MINUTE = 60_000
let db: Database
let agent: ServiceContext
let viewer: ServiceContext
beforeAll(async () => {
  db = await testDatabase()
  agent = await agentContext(db, 'agent', { now: NOW })
  viewer = await agentContext(db, 'viewer', { now: NOW })
})
afterAll(() => db.close())

const system = (now = NOW): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'console' }, now, requestId: null, ip: null })
const send = (events: object[]) =>
  ingestEvents({ ...system(), actor: { kind: 'token', id: newId(), name: newId(), scopes: ['events:write'] } }, { records: events.map((value, index) => ({ index, value })) })
const event = (environment: string, msAgo: number, more: object = {}, now = NOW) => ({ latchkey: 1, sourceId: newId(), at: new Date(now.getTime() - msAgo).toISOString(), environment, hop: 'auth', outcome: 'failure', reason: 'bad_password', ...more })
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))

/** An environment with a past: people who got in from home yesterday and today, some after a mistake. */
async function town() {
  const environment = `env-${newId()}`
  const home = (n: number) => ({ attempted: `person${n}@example.com`, ip: `203.0.113.${n}`, userAgent: `Browser ${n % 7}` })
  await send(times(40, (n) => event(environment, 2 * 24 * 60 * MINUTE, { ...home(n), outcome: 'success', reason: 'success' })))
  await send(times(40, (n) => event(environment, 9 * MINUTE - n * 5_000, { ...home(n), ...(n % 5 ? { outcome: 'success', reason: 'success' } : {}) })))
  return { environment, home }
}
const stuffing = (environment: string, now = NOW) => send(times(120, (n) => event(environment, 5 * MINUTE - n * 1_000, { attempted: `leaked${n}@example.net`, ip: `198.51.100.${n % 4}`, userAgent: 'python-requests/2.31', reason: 'unknown_user' }, now)))
const alertsOf = async (environment: string) => db.prisma.alert.findMany({ where: { environment }, orderBy: { raisedAt: 'asc' } })

describe('the detector', () => {
  it('says nothing of people and their mistakes', async () => {
    const { environment } = await town()
    expect(await detectAttacks(system(), 10)).toBe(0)
    expect(await alertsOf(environment)).toEqual([])
  })

  it('raises one alert for stuffing from one range, with its figures, however many look at once and how often', async () => {
    const { environment } = await town()
    await stuffing(environment)
    const raised = await Promise.all(times(4, () => detectAttacks(system(), 10)))
    expect(raised.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await detectAttacks(system(new Date(NOW.getTime() + MINUTE)), 10)).toBe(0)
    const [alert, ...others] = await alertsOf(environment)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ kind: 'stuffing', nature: 'attack', subject: '198.51.100.0/24', raisedAt: NOW, seenAt: new Date(NOW.getTime() + MINUTE), figures: { failures: 120, names: 120, accounts: 0, sources: 4, familiar: 0 } })
    expect(alert?.because.join(' ')).toContain('120 tries failed on 120 names from 4 addresses')
    expect(await db.prisma.auditEntry.count({ where: { action: 'alert.raise', targetId: alert?.id ?? '' } })).toBe(1)
    expect(await listOpenAlerts(viewer)).toContainEqual(expect.objectContaining({ id: alert?.id, kind: 'stuffing' }))
  })

  it('stays quiet for an hour after it was last seen, settled or not, and then begins anew', async () => {
    const { environment } = await town()
    await stuffing(environment)
    await detectAttacks(system(), 10)
    const [alert] = await alertsOf(environment)
    await settleAlert(agent, { id: alert?.id, as: 'right', reason: 'The edge blocks the range now' })
    const later = new Date(NOW.getTime() + 50 * MINUTE)
    await stuffing(environment, later)
    expect(await detectAttacks(system(later), 10)).toBe(0)
    const tomorrow = new Date(NOW.getTime() + 24 * 60 * MINUTE)
    await stuffing(environment, tomorrow)
    expect(await detectAttacks(system(tomorrow), 10)).toBe(1)
    expect((await alertsOf(environment)).map(({ settledAs }) => settledAs)).toEqual(['right', null])
  })

  it('finds within the hour the device that keeps an old password, and names no one whole', async () => {
    const { environment, home } = await town()
    await send(times(14, (n) => event(environment, 56 * MINUTE - n * 4 * MINUTE, { ...home(3), userAgent: 'MailClient/7' })))
    await detectAttacks(system(), 60)
    const alerts = await alertsOf(environment)
    expect(alerts).toMatchObject([{ kind: 'stale_client', nature: 'fault', subject: 'p•••@example.com' }])
    expect(JSON.stringify(alerts)).not.toContain('person3@')
  })

  it('looks past familiar addresses for an attack from everywhere', async () => {
    const { environment } = await town()
    await send(times(150, (n) => event(environment, 8 * MINUTE - n * 3_000, { attempted: `leaked${n}@example.net`, ip: `10.${n}.7.9`, userAgent: `Browser ${n % 5}` })))
    await detectAttacks(system(), 10)
    expect(await alertsOf(environment)).toMatchObject([{ kind: 'stuffing', subject: null, figures: { scope: 'environment', sources: 150 } }])
  })
})

describe('settling an alert', () => {
  it('takes it from the queue once, with a reason, audited; a viewer may not', async () => {
    const { environment } = await town()
    await stuffing(environment)
    await detectAttacks(system(), 10)
    const [alert] = await alertsOf(environment)
    const given = { id: alert?.id, as: 'wrong', reason: 'A load test that nobody had told us of' }
    await expect(settleAlert(viewer, given)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(settleAlert(agent, { ...given, reason: 'x' })).rejects.toThrow()
    const both = await Promise.allSettled([settleAlert(agent, given), settleAlert(agent, given)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(settleAlert(agent, given)).rejects.toMatchObject({ code: 'conflict' })
    await expect(settleAlert(agent, { ...given, id: newId() })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listOpenAlerts(agent)).map(({ id }) => id)).not.toContain(alert?.id)
    expect(await db.prisma.auditEntry.findMany({ where: { action: 'alert.settle', targetId: alert?.id ?? '' } })).toMatchObject([{ outcome: 'done', reason: given.reason }])
  })
})

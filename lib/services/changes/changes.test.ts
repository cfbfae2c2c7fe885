import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import type { ServiceContext } from '../context'
import { failureTimeline } from './failure-timeline'
import { getChange } from './get-change'
import { changeFilters, listChanges } from './list-changes'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOUR = 3_600_000
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

let db: Database
let ctx: ServiceContext

async function change(hoursAgo: number, more: { service?: string; environment?: string; to?: string; relevance?: number; diff?: object[] } = {}) {
  const id = newId()
  await db.prisma.change.create({
    data: { id, source: 'test', sourceId: id, at: ago(hoursAgo), environment: 'production', service: 'auth-service', kind: 'deploy', summary: 'A change', relevanceReasons: [], ...more },
  })
  return id
}
const count = (hoursAgo: number, reason: string, count: number, more: { environment?: string; outcome?: 'failure' | 'success' } = {}) =>
  db.prisma.eventHour.create({ data: { hour: ago(hoursAgo), environment: 'production', service: 'auth-service', hop: 'auth', outcome: 'failure', reason, provider: '', count, ...more } })

beforeAll(async () => {
  db = await testDatabase()
  ctx = { ...(await agentContext(db, 'viewer')), now: NOW }
  for (const name of ['production', 'staging']) await db.prisma.environment.create({ data: { name, rank: name === 'production' ? 1 : 2, hosts: [] } })
  for (const name of ['auth-service', 'web-app']) await db.prisma.service.create({ data: { name } })
  await count(30, 'bad_password', 2)
  await count(9, 'bad_password', 3)
  await count(5, 'bad_password', 40)
  await count(5, 'account_locked', 4)
  await count(5, 'success', 900, { outcome: 'success' })
  await count(5, 'bad_password', 500, { environment: 'staging' })
})
afterAll(() => db.close())

describe('failures over time', () => {
  it('puts every failure of the window into a bar, those of the reason apart', async () => {
    const { bars, hoursPerBar } = await failureTimeline(ctx, 'production', 'bad_password', ago(36), NOW)
    expect(hoursPerBar).toBe(1)
    expect(bars).toHaveLength(36)
    expect(bars[31]).toEqual({ at: ago(5).toISOString(), same: 40, other: 4 })
    expect(bars.reduce((sum, { same, other }) => sum + same + other, 0)).toBe(49)
  })

  it('keeps to 72 bars however long the window, and loses none', async () => {
    const { bars, hoursPerBar } = await failureTimeline(ctx, null, null, ago(1000), NOW)
    expect(bars.length).toBeLessThanOrEqual(72)
    expect(hoursPerBar).toBe(14)
    expect(bars.reduce((sum, { same, other }) => sum + same + other, 0)).toBe(549)
  })
})

describe('a change', () => {
  it('shows what it changed, what runs where, which tickets suspect it, and failures before and after', async () => {
    await change(200, { to: '4.11.3', environment: 'staging' })
    await change(100, { to: '4.11.3' })
    const id = await change(7, { to: '4.12.0', diff: [{ key: 'VERIFY', before: 'a', after: 'b' }] })
    const ticket = await db.prisma.ticket.create({ data: { id: newId(), subject: 'Cannot sign in', channel: 'phone', environment: 'production' } })
    await db.prisma.ticketChange.create({ data: { ticketId: ticket.id, changeId: id, state: 'suspect' } })
    const found = await getChange(ctx, id)
    expect(found.diff).toEqual([{ key: 'VERIFY', before: 'a', after: 'b', secret: false }])
    expect(found.versions.map(({ environment, version }) => [environment, version])).toEqual([['production', '4.12.0'], ['staging', '4.11.3']])
    expect(found.effect.reasons.map(({ title, before, after }) => [title, before.failures, after.failures])).toEqual([['bad_password', 5, 40], ['account_locked', 0, 4]])
    expect(found.effect.window).toEqual({ from: ago(31), until: NOW, before: 24, after: 7 })
    expect(found.advice).toMatchObject({ previous: '4.11.3' })
    expect(found.change.marks.map((mark) => mark.ticket.number)).toEqual([ticket.number])
  })

  it('of the future has no effect yet', async () => expect(await getChange(ctx, await change(-5))).toMatchObject({ effect: { window: { after: 0 }, all: { finding: 'few', after: { failures: 0 } } }, traits: { items: [] } }))

  it('with a diff of another shape is shown without it', async () => {
    expect((await getChange(ctx, await change(1, { diff: [{ nothing: 1 }] }))).diff).toEqual([])
  })
})

describe('the list', () => {
  it('is filtered by service, environment and relevance, and says what it can be filtered by', async () => {
    const relevant = await change(3, { service: 'web-app', environment: 'staging', relevance: 60 })
    await change(2, { service: 'web-app', environment: 'staging', relevance: 5 })
    const { rows } = await listChanges(ctx, { service: 'web-app', environment: 'staging', auth: 'yes' })
    expect(rows.map(({ id }) => id)).toEqual([relevant])
    expect(await changeFilters(ctx)).toEqual({ services: ['auth-service', 'web-app'], environments: ['production', 'staging'] })
  })
})

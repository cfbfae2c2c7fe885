import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PAGE_SIZE } from '@/lib/core/page'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import { findAccounts } from './accounts/find-accounts'
import { listChanges } from './changes/list-changes'
import type { ServiceContext } from './context'
import { listEvents } from './events/list-events'
import { listAgents } from './settings/agents'
import { listServices } from './settings/services'
import { listTokens } from './settings/tokens'
import { listTickets } from './tickets/list-tickets'

const START = Date.parse('2026-11-20T08:00:00Z')
const ROWS = PAGE_SIZE * 3 + 7

let db: Database
let ctx: ServiceContext

/** Every third row shares its time with the one before: a page may end between two of one time. */
const at = (index: number) => new Date(START + (index - (index % 3 === 2 ? 1 : 0)) * 1000)

beforeAll(async () => {
  db = await testDatabase()
  ctx = await agentContext(db, 'viewer')
  await db.prisma.environment.create({ data: { name: 'production', hosts: [] } })
  await db.prisma.service.create({ data: { name: 'auth-service' } })
  const directoryId = newId()
  await db.prisma.directory.create({ data: { id: directoryId, name: 'Main', environment: 'production', kind: 'local' } })
  const indexes = Array.from({ length: ROWS }, (_, index) => index)
  await db.prisma.authEvent.createMany({
    data: indexes.map((index) => ({
      id: newId(), at: at(index), environment: 'production', hop: 'auth' as const, outcome: 'failure' as const,
      reason: index % 2 ? 'bad_password' : 'unknown_user', attempted: 'maya', attemptedKey: 'maya', format: 'latchkey', raw: '{}',
    })),
  })
  await db.prisma.change.createMany({
    data: indexes.map((index) => ({ id: newId(), source: 'test', sourceId: `${index}`, at: at(index), environment: 'production', service: 'auth-service', kind: 'deploy' as const, summary: `${index}`, relevance: index % 2 ? 80 : 10, relevanceReasons: [] })),
  })
  await db.prisma.account.createMany({
    data: indexes.map((index) => ({ id: newId(), directoryId, externalId: `u-${index}`, environment: 'production', email: `p${index}@example.com`, emailKey: `p${index}@example.com`, name: `P ${index}`, nameKey: `p ${index}`, groups: [], createdAt: at(index) })),
  })
  await db.prisma.ticket.createMany({
    data: indexes.map((index) => ({ id: newId(), subject: `Ticket ${index}`, channel: 'phone' as const, environment: 'production', createdAt: at(index), status: index % 2 ? ('open' as const) : ('waiting' as const) })),
  })
})
afterAll(() => db.close())

type Page = { rows: { id: string }[]; next: string | null }

async function all(page: (after: string | undefined) => Promise<Page>): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | undefined, more = true; more; ) {
    const { rows, next } = await page(after)
    expect(rows.length).toBeLessThanOrEqual(PAGE_SIZE)
    ids.push(...rows.map(({ id }) => id))
    after = next ?? undefined
    more = next !== null
    expect(ids.length).toBeLessThanOrEqual(ROWS)
  }
  return ids
}

const ODD = Math.floor(ROWS / 2)

describe.each([
  ['events', ROWS, (after: string | undefined) => listEvents(ctx, { outcome: 'any', after })],
  ['events of a reason', ODD, (after: string | undefined) => listEvents(ctx, { environment: 'production', reason: 'bad_password', after })],
  ['events of an identifier', ROWS, (after: string | undefined) => listEvents(ctx, { q: 'Maya', after })],
  ['changes', ROWS, (after: string | undefined) => listChanges(ctx, { after })],
  ['changes that touch sign-in', ODD, (after: string | undefined) => listChanges(ctx, { auth: 'yes', service: 'auth-service', after })],
  ['accounts', ROWS, (after: string | undefined) => findAccounts(ctx, { after })],
  ['tickets', ROWS, (after: string | undefined) => listTickets(ctx, { view: 'all', status: 'any', after })],
  ['open tickets', ODD, (after: string | undefined) => listTickets(ctx, { view: 'all', after })],
] as const)('%s', (_, expected, page) => {
  it('are on their pages, each once', async () => {
    const ids = await all(page)
    expect(ids).toHaveLength(expected)
    expect(new Set(ids).size).toBe(expected)
  })

  it('any cursor gives a page, and an unreadable one the first', async () => {
    const first = (await page(undefined)).rows.map(({ id }) => id)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.json().map((text) => Buffer.from(text).toString('base64url'))), async (cursor) => {
        expect((await page(cursor)).rows.map(({ id }) => id)).toEqual(first)
      }),
      { numRuns: 20 },
    )
  })
})

describe('the lists of the settings', () => {
  const MANY = Array.from({ length: ROWS }, (_, index) => index)
  it('show every token, agent and service, each once', async () => {
    const admin = await agentContext(db, 'admin')
    await db.prisma.apiToken.createMany({ data: MANY.map((index) => ({ id: newId(), name: `token ${index}`, tokenHash: `hash ${index}`, hint: 'lk_', scopes: [], createdAt: at(index) })) })
    await db.prisma.agent.createMany({ data: MANY.map((index) => ({ id: newId(), email: `agent${index}@example.com`, name: `Agent ${index}`, role: 'viewer' as const, createdAt: at(index) })) })
    await db.prisma.service.createMany({ data: MANY.slice(1).map((index) => ({ name: `service-${index}` })) })
    expect(new Set(await all((after) => listTokens(admin, after)))).toHaveProperty('size', ROWS)
    const services = await all(async (after) => {
      const { rows, next } = await listServices(admin, after)
      return { rows: rows.map(({ name }) => ({ id: name })), next }
    })
    expect(new Set(services)).toHaveProperty('size', ROWS)
    const agents: string[] = []
    for (let after: string | undefined, more = true; more; ) {
      const { rows, next } = await listAgents(admin, after)
      agents.push(...rows.map(({ id }) => id))
      after = next ?? undefined
      more = next !== null
    }
    expect(new Set(agents)).toHaveProperty('size', agents.length)
    expect(agents).toHaveLength(await db.prisma.agent.count())
  })
})

describe('accounts', () => {
  it('are found by e-mail in any case, by the directory’s id and by our own, exactly', async () => {
    const { rows } = await findAccounts(ctx, { q: ' P7@Example.com ' })
    expect(rows.map(({ name }) => name)).toEqual(['P 7'])
    expect((await findAccounts(ctx, { q: rows[0]?.id })).rows).toEqual(rows)
    expect((await findAccounts(ctx, { q: 'u-7' })).rows).toEqual(rows)
  })

  it('are found by a part of the name or with a slip of the pen, and said to be alike', async () => {
    const { rows, how } = await findAccounts(ctx, { q: 'p77@exmaple.com' })
    expect(how).toBe('alike')
    expect(rows.map(({ name }) => name)).toContain('P 77')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { agentContext } from '@/lib/testing/example-record'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { findAccounts } from './find-accounts'

let db: Database
let ctx: ServiceContext
const names = async (q: string) => (await findAccounts(ctx, { q })).rows.map(({ name }) => name)

beforeAll(async () => {
  db = await testDatabase()
  ctx = await agentContext(db, 'agent')
  await db.prisma.environment.create({ data: { name: 'production', hosts: [] } })
  const directoryId = newId()
  await db.prisma.directory.create({ data: { id: directoryId, name: 'Main', environment: 'production', kind: 'local' } })
  const people = ['Maya Okafor', 'Mayank 100%', 'Ines Maya', 'Tomasz_Nowak', ...Array.from({ length: 30 }, (_, n) => `Crowd ${n}`)]
  await db.prisma.account.createMany({
    data: people.map((name, n) => ({ id: newId(), directoryId, externalId: `u-${n}`, environment: 'production', email: `u${n}@northwind.example`, emailKey: `u${n}@northwind.example`, username: `user-${n}`, name, nameKey: name.toLowerCase(), groups: [], createdAt: new Date(2026, 0, 1 + n) })),
  })
})
afterAll(() => db.close())

describe('a search of accounts', () => {
  it('takes one that fits wholly before all that begin so', async () => {
    expect(await findAccounts(ctx, { q: ' U3@Northwind.Example ' })).toMatchObject({ how: 'exact', rows: [{ name: 'Tomasz_Nowak' }], next: null })
  })
  it('lists what begins so first, then what holds it', async () => {
    expect(await names('maya')).toEqual(['Maya Okafor', 'Mayank 100%', 'Ines Maya'])
    expect(await names('m')).toEqual(['Maya Okafor', 'Mayank 100%'])
  })
  it('finds what is spelled alike where nothing holds it', async () => {
    expect(await names('maya okafur')).toEqual(['Maya Okafor'])
    expect(await names('zq')).toEqual([])
  })
  it('takes signs of patterns for what they are', async () => {
    expect(await names('100%')).toEqual(['Mayank 100%'])
    expect(await names('tomasz_')).toEqual(['Tomasz_Nowak'])
    expect(await names('crowd%')).not.toContain('Maya Okafor')
    expect(await names('_')).toEqual([])
  })
  it('shows a page of many and never more', async () => {
    expect(await names('crowd')).toHaveLength(20)
    expect(await names('northwind')).toHaveLength(20)
  })
})

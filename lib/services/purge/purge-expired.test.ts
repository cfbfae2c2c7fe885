import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashSecret, newSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, writeExample } from '@/lib/testing/example-record'
import { purgeExpired } from './purge-expired'

const NOW = new Date('2026-11-24T12:00:00Z')
const before = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

it('takes away what ran out long enough ago, however much, and nothing else', async () => {
  const { accountId } = await writeExample(db)
  const agentId = (await agentContext(db, 'agent')).actor.id ?? ''
  await db.prisma.throttle.deleteMany({})
  await db.prisma.throttle.createMany({ data: [...Array.from({ length: 2500 }, (_, index) => ({ key: `old ${index}`, count: 1, resetAt: before(1) })), { key: 'in force', count: 1, resetAt: new Date(NOW.getTime() + 1000) }] })
  const session = (expiresAt: Date) => ({ id: newId(), agentId, tokenHash: hashSecret(newSecret()), expiresAt })
  const link = (expiresAt: Date) => ({ id: newId(), accountId, purpose: 'reset', tokenHash: hashSecret(newSecret()), expiresAt })
  const kept = { session: session(before(29)), link: link(before(29)) }
  await db.prisma.consoleSession.createMany({ data: [kept.session, session(before(31))] })
  await db.prisma.linkToken.createMany({ data: [kept.link, link(before(31))] })
  await db.prisma.signInChallenge.create({ data: { id: newId(), purpose: 'sso', sealed: 'x', expiresAt: before(2) } })

  expect(await purgeExpired({ db, now: NOW })).toBe(2503)
  expect(await db.prisma.throttle.findMany({ select: { key: true } })).toEqual([{ key: 'in force' }])
  expect(await db.prisma.consoleSession.findMany({ where: { agentId, expiresAt: { lt: NOW } }, select: { id: true } })).toEqual([{ id: kept.session.id }])
  expect(await db.prisma.linkToken.findMany({ where: { accountId }, select: { id: true } })).toEqual([{ id: kept.link.id }])
  expect(await purgeExpired({ db, now: NOW })).toBe(0)
})

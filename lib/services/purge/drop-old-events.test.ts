import { afterAll, beforeAll, expect, it } from 'vitest'
import { idAt } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { dropOldEvents } from './drop-old-events'

const NOW = new Date('2026-11-24T12:00:00Z')
let db: Database
const ctx = (): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'test' }, now: NOW, requestId: null, ip: null })
const times = async () => (await db.prisma.authEvent.findMany({ orderBy: { at: 'asc' }, select: { at: true } })).map(({ at }) => at.toISOString().slice(0, 10))

beforeAll(async () => {
  db = await testDatabase()
  const at = ['1999-05-01', '2023-12-31', '2025-08-31', '2025-09-01', '2025-10-31', '2026-11-24'].map((day) => new Date(`${day}T23:59:59.999Z`))
  await db.pool.query('SELECT ensure_event_months($1)', [at])
  await db.prisma.authEvent.createMany({ data: at.map((at) => ({ id: idAt(at.getTime()), at, environment: 'production', hop: 'auth' as const, outcome: 'failure' as const, reason: 'bad_password', format: 'latchkey', raw: '{}' })) })
  await db.prisma.untimedEvent.createMany({ data: [Buffer.from('old'), Buffer.from('new')].map((key, index) => ({ key, seenAt: index ? NOW : new Date('2025-01-01') })) })
})
afterAll(() => db.close())

it('drops the months that ended long enough ago, what lies before all months, and nothing else', async () => {
  const kept = 400 // from 20 October 2025 on
  expect(await dropOldEvents(ctx(), kept)).toEqual(['auth_event_2025_08', 'auth_event_2025_09'])
  expect(await times()).toEqual(['2025-10-31', '2026-11-24'])
  expect(await db.prisma.untimedEvent.findMany({ select: { seenAt: true } })).toEqual([{ seenAt: NOW }])
  expect(await db.prisma.auditEntry.findMany({ where: { action: 'events.drop' }, select: { before: true, actorKind: true } })).toEqual([{ actorKind: 'system', before: { months: ['auth_event_2025_08', 'auth_event_2025_09'] } }])
  expect(await dropOldEvents(ctx(), kept)).toEqual([])
  expect(await db.prisma.auditEntry.count({ where: { action: 'events.drop' } })).toBe(1)
})

it('makes the month that comes', async () => {
  await dropOldEvents({ ...ctx(), now: new Date('2027-02-25T00:00:00Z') }, 3650)
  const { rows } = await db.pool.query(`SELECT to_regclass('auth_event_2027_02') IS NOT NULL AS this, to_regclass('auth_event_2027_03') IS NOT NULL AS next, to_regclass('auth_event_2027_04') IS NULL AS later`)
  expect(rows).toEqual([{ this: true, next: true, later: true }])
})

it('keeps the last thirty days, whoever asks', async () => {
  await expect(db.pool.query('SELECT drop_event_months(now() - interval \'29 days\')')).rejects.toThrow('last thirty days')
})

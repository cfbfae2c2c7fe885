import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { testDatabase } from '@/lib/testing/database'
import type { Database } from './client'

describe('the database', () => {
  let database: Database
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.close())

  it('stores and finds a record', async () => {
    const id = newId()
    await database.prisma.agent.create({ data: { id, email: 'ines@example.com', name: 'Ines Duarte', role: 'agent' } })
    expect(await database.prisma.agent.findUnique({ where: { id } })).toMatchObject({ name: 'Ines Duarte' })
  })

  it('refuses to change or remove an audit row', async () => {
    const id = newId()
    const row = { id, actorKind: 'system', actorName: 'test', action: 'test', outcome: 'done' }
    await database.prisma.auditEntry.create({ data: row })
    await expect(database.prisma.auditEntry.update({ where: { id }, data: { outcome: 'denied' } })).rejects.toThrow()
    await expect(database.prisma.auditEntry.delete({ where: { id } })).rejects.toThrow()
    await expect(database.pool.query('TRUNCATE audit_entry')).rejects.toThrow(/append-only/)
  })

  it('rolls a transaction back as a whole', async () => {
    const id = newId()
    const failing = database.prisma.$transaction(async (tx) => {
      await tx.setting.create({ data: { key: id, value: 1 } })
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await database.prisma.setting.findUnique({ where: { key: id } })).toBeNull()
  })

  it('says which statement of a batch broke, and lives on', async () => {
    await expect(database.pool.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' })
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { toAppError } from '@/lib/http/problem'
import { checkHealth } from '@/lib/services/health'
import { onPostgres, testDatabase, testServer } from '@/lib/testing/database'
import { freezableProxy } from '@/lib/testing/freezable-proxy'
import { openPostgres, type Database } from './client'

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

describe.runIf(onPostgres)('a PostgreSQL that is lost', () => {
  const codeOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => toAppError(error).code)

  it('between two statements of a transaction ends that transaction alone', async () => {
    const database = openPostgres(testServer, 2)
    const client = await database.pool.connect()
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    // Time for the news to arrive while nobody waits for an answer: an error that no one hears would end the process.
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await codeOf(client.query('SELECT 1'))).toBe('unavailable')
    client.release(true)
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await database.close()
  })

  it('without a word is given up, and used again once it answers', async () => {
    const proxy = await freezableProxy(testServer)
    const database = openPostgres(proxy.url, 2, 300)
    await database.pool.query('SELECT 1')
    proxy.freeze(true)
    expect(await codeOf(database.pool.query('SELECT 1'))).toBe('unavailable')
    proxy.freeze(false)
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await database.close()
    await proxy.close()
  })

  it('is unhealthy within seconds', async () => {
    const proxy = await freezableProxy(testServer)
    const database = openPostgres(proxy.url, 1, 60_000)
    await database.pool.query('SELECT 1')
    proxy.freeze(true)
    expect(await codeOf(checkHealth(database))).toBe('unavailable')
    await proxy.close()
    await database.close()
  }, 10_000)
})

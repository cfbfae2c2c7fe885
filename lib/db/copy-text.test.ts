import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { copyText } from './copy-text'
import { openPostgres, type Database } from './client'

describe.runIf(onPostgres)('a text by COPY', () => {
  let db: Database
  beforeAll(async () => {
    db = await testDatabase()
    await db.pool.query('CREATE TABLE copied (id int PRIMARY KEY, said text)')
  })
  afterAll(() => db.close())
  const rows = async () => (await db.pool.query<{ id: number; said: string | null }>('SELECT id, said FROM copied ORDER BY id')).rows

  it('is in the table when it is done, and the connection goes on', async () => {
    const client = await db.pool.connect()
    await copyText(client, 'COPY copied FROM STDIN', '1\tÅngström 🔑\n2\t\\N\n')
    await copyText(client, 'COPY copied FROM STDIN', '')
    expect((await client.query<{ n: number }>('SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
    client.release()
    expect(await rows()).toEqual([{ id: 1, said: 'Ångström 🔑' }, { id: 2, said: null }])
  })

  it('fails as a query does, at the statement and at the rows, and the connection goes on', async () => {
    const client = await db.pool.connect()
    await expect(copyText(client, 'COPY nowhere FROM STDIN', '1\n')).rejects.toMatchObject({ code: '42P01' })
    await expect(copyText(client, 'COPY copied FROM STDIN', '3\tnew\n1\tknown\n')).rejects.toMatchObject({ code: '23505' })
    await expect(copyText(client, 'COPY copied FROM STDIN', `${'4\tx\n'.repeat(200_000)}`)).rejects.toMatchObject({ code: '23505' })
    await copyText(client, 'COPY copied FROM STDIN', '5\tafter\n')
    client.release()
    expect((await rows()).map(({ id }) => id)).toEqual([1, 2, 5])
  })

  it('gives up at the time limit, and what the server asks for after it goes with the transaction', async () => {
    const hasty = openPostgres(db.pool.options.connectionString ?? '', 1, 300)
    const client = await hasty.pool.connect()
    const other = await db.pool.connect()
    await other.query('BEGIN')
    await other.query('LOCK TABLE copied IN ACCESS EXCLUSIVE MODE')
    await client.query('BEGIN')
    await expect(copyText(client, 'COPY copied FROM STDIN', '9\tlate\n')).rejects.toThrow('timeout')
    const undone = client.query('ROLLBACK')
    await other.query('COMMIT')
    other.release()
    await undone
    client.release()
    await hasty.close()
    expect((await rows()).map(({ id }) => id)).not.toContain(9)
  })
})

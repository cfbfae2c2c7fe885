import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { prepareOperations, reconcile, runOperations } from '@/lib/testing/mixed-operations'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { checkChain } from './check-chain'

/** Every scene by its share at least once; npm run soak calls a million verbs. */
const EACH = onPostgres ? 50 : 200
const WORKERS = onPostgres ? 8 : 1

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

describe('mixed operations', () => {
  it('leave exactly the rows that they must, in the transactions of their effects', { timeout: 120_000 }, async () => {
    const workers = await prepareOperations(db, WORKERS)
    const begin = (await db.prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } })).seq
    const expected = (await Promise.all(workers.map((worker) => runOperations(worker, EACH)))).flat()
    const { operations, rows, transactions, differences, seq } = await reconcile(db, begin, expected)
    expect(differences).toEqual([])
    expect(operations).toBeGreaterThanOrEqual(EACH * WORKERS)
    expect(rows).toBeGreaterThan(operations * 0.6)
    expect(transactions).toBeGreaterThan(operations * 0.4)
    expect(await checkChain(db, new Date())).toMatchObject({ whole: true, seq: Number(seq) })

    // What would be a difference is one: a row too few, one too many, and an effect without a row.
    const [last] = (await Promise.all(workers.slice(0, 1).map((worker) => runOperations(worker, 3)))).flat().slice(-1)
    await db.pool.query(`UPDATE service SET owner = 'unaudited' WHERE name = $1`, [workers[0]?.service])
    const planted = await reconcile(db, seq, [{ key: last?.key ?? '', rows: ['ticket.close done'] }, { key: 'never', rows: ['agent.change done'] }])
    expect(planted.differences.join('\n')).toMatch(/expected ticket\.close done/)
    expect(planted.differences.join('\n')).toMatch(/never: expected agent\.change done, found nothing/)
    expect(planted.differences.join('\n')).toMatch(/changed records without a row/)
    expect(planted.differences.join('\n')).toMatch(/nobody expected/)
  })
})

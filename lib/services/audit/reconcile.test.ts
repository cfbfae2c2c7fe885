import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { prepareOperations, runOperations, type Worker } from '@/lib/testing/mixed-operations'
import { reconcile } from '@/lib/testing/reconcile'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { checkChain } from './check-chain'

/** Every scene by its share at least once; npm run soak calls a million verbs. */
const EACH = onPostgres ? 50 : 200
const WORKERS = onPostgres ? 8 : 1

/** What a verb that assigns tickets gets wrong, while it does. */
const bug = vi.hoisted(() => ({ rows: 1 }))
vi.mock('./write-audit', async (original) => {
  const real = await original<typeof import('./write-audit')>()
  const writeAudit: typeof real.writeAudit = async (tx, ctx, entry) => {
    for (let row = 0; row < (entry.action === 'ticket.assign' ? bug.rows : 1); row += 1) await real.writeAudit(tx, ctx, entry)
  }
  return { ...real, writeAudit }
})

let db: Database
let workers: Worker[]
let seq: bigint
beforeAll(async () => {
  db = await testDatabase()
  workers = await prepareOperations(db, WORKERS)
  seq = (await db.prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } })).seq
})
afterAll(() => db.close())

/** So many calls on each stream, reconciled. */
async function play(streams: readonly Worker[], each: number) {
  const expected = (await Promise.all(streams.map((worker) => runOperations(worker, each)))).flat()
  const found = await reconcile(db, seq, expected)
  seq = found.seq
  return found
}

describe('mixed operations', () => {
  it('leave exactly the rows that they must, in the transactions of their effects', { timeout: 120_000 }, async () => {
    const { operations, rows, transactions, differences } = await play(workers, EACH)
    expect(differences).toEqual([])
    expect(operations).toBeGreaterThanOrEqual(EACH * WORKERS)
    expect(rows).toBeGreaterThan(operations * 0.6)
    expect(transactions).toBeGreaterThan(operations * 0.4)
    expect(await checkChain(db, new Date())).toMatchObject({ whole: true, seq: Number(seq) })
  })

  it.each([
    ['has an effect without a row', 0, /expected ticket\.assign done, found nothing(.|\n)*changed records without a row/],
    ['writes its row twice', 2, /expected ticket\.assign done, found ticket\.assign done, ticket\.assign done/],
  ])('differ where a verb %s', { timeout: 60_000 }, async (_name, count, words) => {
    bug.rows = count
    const { differences } = await play(workers.slice(0, 1), 60)
    bug.rows = 1
    expect(differences.join('\n')).toMatch(words)
    expect((await play(workers.slice(0, 1), 60)).differences).toEqual([])
  })

  it('differ where something happens that nobody asked for, or a row is there that nobody expected', async () => {
    await db.pool.query(`UPDATE service SET owner = 'unaudited' WHERE name = $1`, [workers[0]?.service])
    await db.prisma.auditEntry.create({ data: { id: newId(), actorKind: 'system', actorName: 'nobody', action: 'agent.change', outcome: 'done' } })
    const { differences } = await play([], 0)
    expect(differences.join('\n')).toMatch(/nobody expected agent\.change done(.|\n)*changed records without a row(.|\n)*claims agent\.change done without an effect/)
  })
})

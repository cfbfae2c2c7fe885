import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { agreedBulk, writeCrowd, type Crowd } from '@/lib/testing/bulks'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { installFaults, withFaultAt, type Fault } from '@/lib/testing/faults'
import type { KillOrder } from '@/lib/testing/kill-child'
import type { ServiceContext } from '../context'
import { runBulks } from './run-bulks'

const PEOPLE = 5
const PATIENCE = 180_000

let db: Database
let agent: ServiceContext
let approver: ServiceContext
beforeAll(async () => {
  installFaults()
  db = await testDatabase()
  agent = await agentContext(db, 'agent')
  approver = await agentContext(db, 'approver')
})
afterAll(() => db.close())

async function ready(): Promise<{ crowd: Crowd; bulkId: string }> {
  await db.prisma.agentBudget.deleteMany()
  const crowd = await writeCrowd(db, Array.from({ length: PEOPLE }, () => ({})))
  return { crowd, bulkId: await agreedBulk(agent, approver, crowd) }
}

async function books({ crowd: { accountIds }, bulkId }: Awaited<ReturnType<typeof ready>>) {
  const ids = { in: accountIds }
  return {
    recoveries: await db.prisma.recovery.count({ where: { bulkId } }),
    audited: await db.prisma.auditEntry.count({ where: { action: 'recover:unlock_account', outcome: 'done', targetId: ids } }),
    told: await db.prisma.outboxMessage.count({ where: { accountId: ids } }),
    unlocked: await db.prisma.account.count({ where: { id: ids, lockedUntil: null } }),
    done: await db.prisma.bulkPerson.count({ where: { bulkId, state: 'done' } }),
  }
}
const all = (count: number) => ({ recoveries: count, audited: count, told: count, unlocked: count, done: count })

/** Runs the bulk in a process that dies at a statement. Resolves to the signal that ended it. */
function killAt(at: number, fault: Fault): Promise<string | null> {
  const order: KillOrder = { url: String(db.pool.options.connectionString), actor: agent.actor, now: EXAMPLE_NOW.toISOString(), at, fault, step: 'bulk', bulkId: '' }
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/kill-child.ts', JSON.stringify(order)], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
}

describe.runIf(onPostgres)('kill -9 in the middle of a bulk', () => {
  it('leaves everybody changed once or not at all, and the next round goes on from there', { timeout: PATIENCE }, async () => {
    await ready()
    const { statements } = await withFaultAt(Infinity, 'error', () => runBulks(db, EXAMPLE_NOW))

    const commits = statements.flatMap((text, index) => (text === 'COMMIT' ? [index + 1] : []))
    const before = statements.flatMap((text, index) => (/INSERT INTO "public"\."recovery"/.test(text) ? [index + 1] : []))
    const third = before[2] ?? expect.fail('three people are changed')
    const commit = commits.find((at) => at > third) ?? expect.fail('the change is committed')
    for (const [at, fault, expected] of [[third, 'kill_before', 2], [third, 'kill_after', 2], [commit, 'kill_before', 2], [commit, 'kill_after', 3]] as const) {
      const made = await ready()
      expect(await killAt(at, fault)).toBe('SIGKILL')
      expect(await books(made), `${fault} at ${at}`).toEqual(all(expected))
      // The server lets go of what the dead process held as soon as it notices.
      for (let tries = 0; tries < 50 && (await books(made)).done < PEOPLE; tries += 1) {
        await runBulks(db, EXAMPLE_NOW)
        await wait(100)
      }
      await runBulks(db, EXAMPLE_NOW)
      expect(await books(made), `${fault} at ${at}, gone on`).toEqual(all(PEOPLE))
      expect((await db.prisma.bulk.findUniqueOrThrow({ where: { id: made.bulkId } })).state).toBe('done')
    }
  })
})

import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { RECOVERY_ACTIONS, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { everyFault, installFaults, withFaultAt, type Fault } from '@/lib/testing/faults'
import { prepareRecovery, requestFor, type Prepared } from '@/lib/testing/guarded'
import type { KillOrder } from '@/lib/testing/kill-child'
import { approveOnly } from '@/lib/testing/approve-only'
import { executeRequest } from '../approvals/execute-request'
import { performRecovery } from './perform-recovery'
import { previewRecovery } from './preview-recovery'

const PATIENCE = everyFault ? 3_600_000 : 300_000
/** Processes that die at a time: each reads the whole console first. */
const AT_A_TIME = 2

let db: Database
beforeAll(async () => {
  installFaults()
  db = await testDatabase()
})
afterAll(() => db.close())

type Ready = { prepared: Prepared; order: Omit<Extract<KillOrder, { step: 'perform' }>, 'url' | 'at' | 'fault'> | Omit<Extract<KillOrder, { step: 'execute' }>, 'url' | 'at' | 'fault'>; go: () => Promise<unknown> }

/** Everything up to the step that has the effect: the click, or the executor after a second person agreed. */
async function ready(action: RecoveryAction): Promise<Ready> {
  const agent = await agentContext(db, 'agent')
  const prepared = await prepareRecovery(db, action)
  const input = await requestFor(agent, action, prepared)
  const by = { actor: agent.actor, now: EXAMPLE_NOW.toISOString() }
  const { need } = await previewRecovery(agent, { ticketId: prepared.ticket.id, action, subjectId: prepared.subjectId })
  if (!need.secondPerson) return { prepared, order: { ...by, step: 'perform', input }, go: () => performRecovery(agent, input) }
  const outcome = await performRecovery(agent, input)
  if (outcome.kind !== 'asked') throw new Error('It was done at once')
  await approveOnly(await agentContext(db, 'approver'), outcome.requestId)
  return { prepared, order: { ...by, step: 'execute', requestId: outcome.requestId }, go: () => executeRequest(db, EXAMPLE_NOW, outcome.requestId) }
}

/** Runs the step in a process that dies at a statement. Resolves to the signal that ended it. */
function killAt(order: Ready['order'], at: number, fault: Fault): Promise<string | null> {
  const url = String(db.pool.options.connectionString)
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/kill-child.ts', JSON.stringify({ ...order, url, at, fault })], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
}

type Point = readonly [at: number, fault: Fault, effects: number]

/** Before the commit of the effect and after it; with FAULTS=all before every statement up to it as well. */
function pointsOf(statements: readonly string[]): Point[] {
  const commit = statements.lastIndexOf('COMMIT') + 1
  const before = everyFault ? statements.slice(0, commit).map((_, index): Point => [index + 1, 'kill_before', 0]) : [[commit, 'kill_before', 0] as const]
  return [...before, [commit, 'kill_after', 1]]
}

async function effects({ action, ticket, ids }: Prepared) {
  const where = { ticketId: ticket.id }
  const recoveries = await db.prisma.recovery.count({ where })
  const audited = await db.prisma.auditEntry.count({ where: { ...where, action: `recover:${action}`, outcome: 'done' } })
  return { recoveries, audited, messages: await db.prisma.outboxMessage.count({ where: { accountId: ids.accountId } }) }
}

async function dieAt(action: RecoveryAction, [at, fault, expected]: Point): Promise<void> {
  const { prepared, order, go } = await ready(action)
  expect(await killAt(order, at, fault)).toBe('SIGKILL')
  expect(await effects(prepared), `${fault} at ${at}`).toEqual({ recoveries: expected, audited: expected, messages: expected })
  // The same click again, or the executor's next round.
  for (let tries = 0; tries < 50 && (await effects(prepared)).recoveries === 0; tries += 1) {
    // The server lets go of what the dead process held as soon as it notices.
    await go()
    await wait(100)
  }
  expect(await effects(prepared), `${fault} at ${at}, tried again`).toEqual({ recoveries: 1, audited: 1, messages: 1 })
}

describe.runIf(onPostgres)('kill -9', () => {
  it.each(RECOVERY_ACTIONS)('before the commit of %s and after it: all or nothing, and once in the end', { timeout: PATIENCE }, async (action) => {
    const { statements } = await withFaultAt(Infinity, 'error', (await ready(action)).go)
    const points = pointsOf(statements)
    for (let at = 0; at < points.length; at += AT_A_TIME) await Promise.all(points.slice(at, at + AT_A_TIME).map((point) => dieAt(action, point)))
  })
})

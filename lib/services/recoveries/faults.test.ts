import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setLogLevel } from '@/lib/core/log'
import { Prisma, type Database } from '@/lib/db/client'
import { RECOVERY_ACTIONS, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW } from '@/lib/testing/example-record'
import { everyFault, FAULTS, installFaults, withFaultAt, type Fault } from '@/lib/testing/faults'
import { agree, prepareRecovery, requestFor, type Prepared } from '@/lib/testing/guarded'
import { runDue } from '../approvals/run-due'
import { performRecovery } from './perform-recovery'

/** Faults at every statement of one action: longer than a unit test may take otherwise. */
const PATIENCE = 3_600_000
const LATER = new Date(EXAMPLE_NOW.getTime() + 10 * 60_000)

type Agent = Awaited<ReturnType<typeof agentContext>>

let db: Database
let agent: Agent
let approver: Agent
beforeAll(async () => {
  setLogLevel('silent')
  installFaults()
  db = await testDatabase()
  agent = await agentContext(db, 'agent')
  approver = await agentContext(db, 'approver')
})
afterAll(() => db.close())

type Case = { prepared: Prepared; go: () => Promise<void> }

/** An agent who acts, and where a second person is asked for, one who agrees: the whole way of one action. */
async function prepare(action: RecoveryAction): Promise<Case> {
  // The same two all the way, whose hour begins anew.
  await db.prisma.agentBudget.deleteMany()
  const prepared = await prepareRecovery(db, action)
  const input = await requestFor(agent, action, prepared)
  const go = async () => {
    const outcome = await performRecovery(agent, input)
    if (outcome.kind === 'done') return
    const { state } = await db.prisma.recoveryRequest.findUniqueOrThrow({ where: { id: outcome.requestId }, select: { state: true } })
    if (state === 'pending') await agree(approver, outcome.requestId)
  }
  return { prepared, go }
}

/** Everything that an action can change of a record. */
async function record({ ids }: Prepared): Promise<string> {
  const account = await db.prisma.account.findUniqueOrThrow({ where: { id: ids.accountId }, include: { factors: { orderBy: { id: 'asc' } }, sessions: { orderBy: { id: 'asc' } }, links: true } })
  return JSON.stringify([account, ids.blockId ? await db.prisma.rateLimitBlock.findUnique({ where: { id: ids.blockId } }) : null])
}

/** Whoever clicked clicks again: a pool may hand out one more dead connection before it notices. */
async function again<T>(run: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (tries <= 1) throw error
    await turn()
    return again(run, tries - 1)
  }
}

type Tally = Record<'recoveries' | 'audited' | 'messages' | 'requests' | 'requestsAudited' | 'approvals' | 'approvalsAudited' | 'executed', number>

/** How often each thing stands in the database: what belongs together must be there equally often. */
async function tally({ action, ids, ticket }: Prepared): Promise<Tally> {
  const audits = (kind: string) => Prisma.sql`(SELECT count(*)::int FROM audit_entry WHERE ticket_id = ${ticket.id}::uuid AND action = ${kind} AND outcome = 'done')`
  const [found] = await db.prisma.$queryRaw<Tally[]>`
    SELECT (SELECT count(*)::int FROM recovery WHERE ticket_id = ${ticket.id}::uuid) AS recoveries, ${audits(`recover:${action}`)} AS audited,
      (SELECT count(*)::int FROM outbox_message WHERE account_id = ${ids.accountId}::uuid) AS messages,
      (SELECT count(*)::int FROM recovery_request WHERE ticket_id = ${ticket.id}::uuid) AS requests, ${audits('approval.request')} AS "requestsAudited",
      (SELECT count(*)::int FROM approval a JOIN recovery_request r ON r.id = a.request_id WHERE r.ticket_id = ${ticket.id}::uuid) AS approvals, ${audits('approval.approve')} AS "approvalsAudited",
      (SELECT count(*)::int FROM recovery_request WHERE ticket_id = ${ticket.id}::uuid AND state = 'executed') AS executed`
  if (!found) throw new Error('nothing was counted')
  return found
}

function expectWhole(found: Tally, before: string, after: string, what: string) {
  expect([found.audited, found.messages], what).toEqual([found.recoveries, found.recoveries])
  expect(found.recoveries, what).toBeLessThanOrEqual(1)
  expect([found.requestsAudited, found.approvalsAudited], what).toEqual([found.requests, found.approvals])
  if (found.requests > 0) expect(found.executed, what).toBe(found.recoveries)
  if (found.recoveries === 0) expect(after, what).toBe(before)
  else expect(after, what).not.toBe(before)
}

async function tryAt(action: RecoveryAction, at: number, fault: Fault): Promise<boolean> {
  const { prepared, go } = await prepare(action)
  const before = await record(prepared)
  const { fired, error } = await withFaultAt(at, fault, go)
  if (fired === null) return false
  const what = `${action}, ${fault} at statement ${at}: ${fired.slice(0, 60)} (${error instanceof Error ? error.message.slice(0, 80) : 'no error'})`
  expectWhole(await again(() => tally(prepared)), before, await record(prepared), what)
  await again(go)
  await runDue(db, LATER)
  const end = await tally(prepared)
  expect([end.recoveries, end.audited, end.messages], `${what}, tried again`).toEqual([1, 1, 1])
  return true
}

/** The statements of one transaction, or those between two. */
type Stretch = { first: number; texts: string[] }

function stretchesOf(statements: readonly string[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const [index, text] of statements.entries()) {
    const last = stretches.at(-1)
    const ended = last === undefined || text.startsWith('BEGIN') || ['COMMIT', 'ROLLBACK'].includes(last.texts.at(-1) ?? '')
    if (ended) stretches.push({ first: index, texts: [text] })
    else last.texts.push(text)
  }
  return stretches
}

/** Stretches that met their faults already: all actions that ask a second person go most of one way. */
const met = new Set<string>()

/**
 * Which statement meets which faults. Each one between BEGIN and COMMIT meets one kind in turn and each COMMIT all; of the
 * reading before, which changes nothing, every fourth meets one. What goes as in an action before is left out. FAULTS=all:
 * all meet all.
 */
function plan(statements: readonly string[]): (readonly [index: number, kinds: readonly Fault[]])[] {
  return stretchesOf(statements).flatMap(({ first, texts }) => {
    const key = texts.join('\n')
    if (met.has(key) && !everyFault) return []
    met.add(key)
    const inside = texts[0]?.startsWith('BEGIN')
    return texts.flatMap((text, at): (readonly [number, readonly Fault[]])[] => {
      const index = first + at
      if (everyFault || text === 'COMMIT') return [[index, FAULTS]]
      return inside || index % 4 === 0 ? [[index, FAULTS.filter((_, kind) => kind === index % FAULTS.length)]] : []
    })
  })
}

describe.runIf(onPostgres)('a fault at every statement', () => {
  it.each(RECOVERY_ACTIONS)('of %s leaves everything or nothing, audited, and once', { timeout: PATIENCE }, async (action) => {
    const { statements } = await withFaultAt(Infinity, 'error', (await prepare(action)).go)
    expect(statements.filter((text) => text === 'COMMIT').length).toBeGreaterThan(0)
    const planned = plan(statements).flatMap(([index, kinds]) => kinds.map((fault) => ({ at: index + 1, fault })))
    let tried = 0
    for (const { at, fault } of planned) if (await tryAt(action, at, fault)) tried += 1
    if (everyFault) process.stdout.write(`${action}: ${tried} faults at ${statements.length} statements\n`)
    expect(tried).toBeGreaterThanOrEqual(planned.length / 2)
  })
})

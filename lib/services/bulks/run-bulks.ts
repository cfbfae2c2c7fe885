import { log } from '@/lib/core/log'
import type { Database, Transaction } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import { lockRecord } from '@/lib/recoveries/state'
import { actorOf } from '../approvals/actor-of'
import { writeAudit } from '../audit/write-audit'
import { ROLE_PERMISSIONS } from '../authorize'
import type { ServiceContext } from '../context'
import { attackOn } from '../recoveries/attack-on'
import { Denied } from '../recoveries/denied'
import { derive } from '../recoveries/derive'
import { readGuards } from '../recoveries/guards'
import { decideBulk } from '../recoveries/policy'
import { isAttack, roleRefusal } from '../recoveries/rules'
import { runAndStore } from '../recoveries/store-recovery'
import { withRetry } from '../recoveries/with-retry'
import { judgeTicket, type Judgement } from '../tickets/judge-ticket'
import { endBulk } from './end-bulk'
import { judgePerson } from './judge-person'
import { lockBulk, payloadOf, type LockedBulk } from './load-bulk'
import { patternCause } from './pattern-cause'
import type { BulkPayload } from './schema'

/** Steps of one round: the next round comes within seconds, in this process or another. */
const ROUND = 50
const PAUSE_MS = 60_000
/** Errors in a row on one person after which it stops, and the seconds before it tries again. */
const TRIES = 3
const BACK_OFF_MS = [2_000, 5_000] as const

/** What one step did: somebody was settled, or the bulk ended, or it waits while recoveries are stopped. */
export type Stepped = { bulkId: string; what: 'done' | 'fine' | 'left_out' | 'ended' | 'waits' }

/** Carries bulks that were agreed to a round further, and ends those whom nobody answered. Returns the steps taken. For the background. */
export async function runBulks(db: Database, now: Date): Promise<number> {
  let steps = 0
  while (steps < ROUND && (await expireOne(db, now))) steps += 1
  while (steps < ROUND) {
    try {
      if (!(await stepBulk(db, now))) break
    } catch (error) {
      log.error('bulks.step_failed', { cause: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' })
    }
    steps += 1
  }
  return steps
}

const system = (db: Database, now: Date): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'console' }, now, requestId: null, ip: null })

async function expireOne(db: Database, now: Date): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const [late] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM bulk WHERE state = 'pending' AND approve_by <= ${now} LIMIT 1 FOR UPDATE SKIP LOCKED`
    if (late) await endBulk(tx, system(db, now), await lockBulk(tx, late.id), 'expired', 'Nobody answered in time. Nothing changed.')
    return late !== undefined
  })
}

/** `accountId` is null where everybody is settled. */
type Due = { bulkId: string; accountId: string | null; ticket: { id: string; number: number } | null }

/**
 * Settles the next person of a bulk that is due, the one named or the one that waits longest; null when there is none or
 * another process has it. The bulk's row is held while effect, recovery, audit, messages and the person's state are written in
 * one transaction: a process that dies anywhere leaves everybody done once or not at all. An error is noted, and passes on.
 */
export async function stepBulk(db: Database, now: Date, id?: string): Promise<Stepped | null> {
  const due = await db.prisma.$transaction((tx) => takeDue(tx, now, id))
  if (!due) return null
  try {
    // Judged before the transaction: it reads much, and the embedded database has one connection.
    const judgement = due.ticket ? await judgeTicket(system(db, now), due.ticket.number) : null
    const attacked = due.ticket !== null && (isAttack(judgement?.named ?? null) || (await attackOn(db, due.ticket.id, null)))
    return await withRetry(() =>
      db.prisma.$transaction(async (tx) => {
        const still = await takeDue(tx, now, due.bulkId)
        if (still?.accountId !== due.accountId) return null
        return settleNext(tx, db, now, due, attacked, judgement)
      }),
    )
  } catch (error) {
    await noteFailure(db, now, due.bulkId).catch(() => log.error('bulks.note_failed'))
    throw error
  }
}

async function takeDue(tx: Transaction, now: Date, id: string | undefined): Promise<Due | null> {
  const [bulk] = id
    ? await tx.$queryRaw<{ id: string }[]>`SELECT id FROM bulk WHERE id = ${id}::uuid AND state = 'running' AND next_try_at <= ${now} FOR UPDATE SKIP LOCKED`
    : await tx.$queryRaw<{ id: string }[]>`SELECT id FROM bulk WHERE state = 'running' AND next_try_at <= ${now} ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`
  if (!bulk) return null
  const person = await tx.bulkPerson.findFirst({ where: { bulkId: bulk.id, state: 'waiting' }, orderBy: { accountId: 'asc' }, select: { accountId: true, ticketId: true } })
  // A ticket that was given another account meanwhile is not theirs any more.
  const ticket = person?.ticketId ? await tx.ticket.findFirst({ where: { id: person.ticketId, accountId: person.accountId }, select: { id: true, number: true } }) : null
  return { bulkId: bulk.id, accountId: person?.accountId ?? null, ticket }
}

async function settleNext(tx: Transaction, db: Database, now: Date, { bulkId, accountId, ticket }: Due, attacked: boolean, judgement: Judgement | null): Promise<Stepped> {
  const row = await lockBulk(tx, bulkId)
  const end = async (state: 'done' | 'stopped' | 'expired', why: string | null): Promise<Stepped> => {
    await endBulk(tx, system(db, now), row, state, why)
    return { bulkId, what: 'ended' }
  }
  const guards = await readGuards(tx, true)
  if (row.executeBy && row.executeBy <= now) return end('expired', 'It was not finished within its time.')
  if (guards.kill_switch) {
    await tx.bulk.update({ where: { id: bulkId }, data: { nextTryAt: new Date(now.getTime() + PAUSE_MS) }, select: { id: true } })
    return { bulkId, what: 'waits' }
  }
  if (accountId === null) return end('done', null)
  const payload = readPayload(row)
  if (payload instanceof Denied) return end('stopped', payload.why)
  const why = await whyNotNow(tx, row, payload, guards.elevated_threat)
  if (why) return end('stopped', why)
  const agreed = payload.people.find(({ account }) => account === accountId)
  if (!agreed) return end('stopped', 'Somebody in it is not among those who were agreed to.')
  const actor = actorOf(row.agent, payload)
  await lockRecord(tx, accountId, recoveryOf(payload.action).subject === 'block' ? agreed.subject : null)
  const derived = await derive(tx, actor, { action: payload.action, accountId, subjectId: agreed.subject, attackLikely: false, now }, true)
  const found = judgePerson(payload.action, derived, { fingerprint: agreed.fingerprint, attacked, again: await inAgain(tx, accountId, row.preparedAt, now) })
  const key = { bulkId_accountId: { bulkId, accountId } }
  if (found.state !== 'done' || !derived) {
    await tx.bulkPerson.update({ where: key, data: { state: found.state, kind: found.kind, why: found.why, at: now }, select: { bulkId: true } })
    if (found.state === 'fine') return { bulkId, what: 'fine' }
    // What nobody looked at stops it: the people after this one may have changed in the same way.
    const name = derived?.state.account.name ?? null
    await writeAudit(tx, { ...system(db, now), actor }, { action: `recover:${payload.action}`, outcome: 'denied', target: { kind: 'account', id: accountId, name }, ticketId: row.ticketId, reason: found.why, after: { Bulk: bulkId } })
    return end('stopped', `It stopped by itself: somebody changed after the preview. ${found.why?.replace(/\.$/, '') ?? ''}.`)
  }
  await tx.bulkPerson.update({ where: key, data: { state: 'done', at: now }, select: { bulkId: true } })
  await tx.bulk.update({ where: { id: bulkId }, data: { attempts: 0 }, select: { id: true } })
  await runAndStore(tx, { db, actor, now, requestId: null, ip: null }, derived, {
    bulk: { id: bulkId, tier: decideBulk(payload.action, payload.people.length, { elevatedThreat: guards.elevated_threat, stopped: false, attack: false }).tier, own: ticket !== null },
    ticketId: ticket?.id ?? row.ticketId ?? '', agentId: row.agentId, reason: payload.reason, override: null, idempotencyKey: `bulk-${bulkId}-${accountId}`, requestHash: row.payloadHash ?? '', requestId: null, checks: [],
    approvals: row.approver && row.answeredAt ? [{ by: row.approver.name, at: row.answeredAt.toISOString(), how: row.answerProof ?? '' }] : [], proof: { id: payload.stepUpId, method: payload.stepUp }, judgement,
  })
  return { bulkId, what: 'done' }
}

function readPayload(row: LockedBulk): BulkPayload | Denied {
  try {
    return payloadOf(row)
  } catch (error) {
    if (error instanceof Denied) return error
    throw error
  }
}

/** Why nobody of it may be changed now, whoever they are; null when it goes on as agreed. */
async function whyNotNow(tx: Transaction, { agent, approver, pattern }: LockedBulk, payload: BulkPayload, elevatedThreat: boolean): Promise<string | null> {
  if (agent.disabledAt) return 'Who asked for it may not use the console any more.'
  const role = roleRefusal({ actor: actorOf(agent, payload) }, payload.action, true)
  if (role) return `Who asked for it may not any more. ${role}`
  if (!approver || approver.disabledAt || !ROLE_PERMISSIONS[approver.role].includes('recover:approve')) return 'Who agreed to it may not approve any more.'
  const cause = await patternCause(tx, pattern)
  const { refused, tier } = decideBulk(payload.action, payload.people.length, { elevatedThreat, stopped: false, attack: cause?.attack ?? false })
  return refused ?? (tier > payload.tier ? `The rules ask for more than was asked for: tier ${tier} now.` : null)
}

const inAgain = async (tx: Transaction, accountId: string, since: Date, now: Date): Promise<boolean> =>
  (await tx.authEvent.findFirst({ where: { accountId, at: { gt: since, lte: now }, outcome: 'success', reason: 'success' }, select: { id: true } })) !== null

/** Counts an error; after a few in a row the bulk stops, since whoever comes next would most likely meet it too. */
async function noteFailure(db: Database, now: Date, id: string): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ attempts: number }[]>`SELECT attempts FROM bulk WHERE id = ${id}::uuid AND state = 'running' FOR UPDATE SKIP LOCKED`
    if (!row) return
    const wait = BACK_OFF_MS[row.attempts]
    if (row.attempts + 1 >= TRIES || wait === undefined) return endBulk(tx, system(db, now), await lockBulk(tx, id), 'stopped', `It stopped by itself: the same person failed ${TRIES} times. The log says why.`)
    await tx.bulk.update({ where: { id }, data: { attempts: row.attempts + 1, nextTryAt: new Date(now.getTime() + wait) }, select: { id: true } })
  })
}

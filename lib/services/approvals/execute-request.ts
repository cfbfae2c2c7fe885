import { cleanText } from '@/lib/core/text'
import { log } from '@/lib/core/log'
import type { Database, Transaction } from '@/lib/db/client'
import type { Role } from '@/lib/evidence/vocabulary'
import { lockRecord } from '@/lib/recoveries/state'
import { recoveryOf } from '@/lib/recoveries'
import { writeAudit } from '../audit/write-audit'
import { ROLE_PERMISSIONS } from '../authorize'
import type { ServiceContext } from '../context'
import { Denied } from '../recoveries/denied'
import { derive, type Derived } from '../recoveries/derive'
import { readGuards } from '../recoveries/guards'
import { isAttack, roleRefusal } from '../recoveries/rules'
import { performInput, type RecoveryResult } from '../recoveries/schema'
import { runAndStore } from '../recoveries/store-recovery'
import { withRetry } from '../recoveries/with-retry'
import { judgeTicket, type Judgement } from '../tickets/judge-ticket'
import { actorOf } from './actor-of'
import { lockRequest, moveTo, toFrozen, type LockedRequest } from './load-request'
import { step } from './machine'

/** What became of a request that was due. `waits`: recoveries are stopped, it is tried again. */
export type Executed = { requestId: string; state: 'executed'; result: RecoveryResult } | { requestId: string; state: 'failed' | 'expired' | 'waits'; why: string }

const PAUSE_SECONDS = 60
/** Seconds before the next try after an error, by tries made; the request's own window ends them. */
const BACK_OFF = [2, 5, 15, 60, 300] as const

/**
 * Carries out one approved request that is due, the one named or the oldest; null when there is none or another process
 * has it. Its row is held while effect, recovery, audit, messages and its end are written in one transaction: a process that
 * dies anywhere leaves it as it was. An error is noted, and passes on.
 */
export async function executeRequest(db: Database, now: Date, id?: string): Promise<Executed | null> {
  const due = await db.prisma.$transaction((tx) => takeDue(tx, now, id))
  if (!due) return null
  try {
    // Judged before the transaction: it reads much, and the embedded database has one connection.
    const judgement = await judgeTicket(systemContext(db, now), due.number)
    return await withRetry(() => db.prisma.$transaction(async (tx) => ((await takeDue(tx, now, due.id)) ? execute(tx, db, now, due.id, judgement) : null)))
  } catch (error) {
    await noteFailure(db, now, due.id, error).catch(() => log.error('approvals.note_failed'))
    throw error
  }
}

const systemContext = (db: Database, now: Date): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'console' }, now, requestId: null, ip: null })

type Due = { id: string; number: number }

async function takeDue(tx: Transaction, now: Date, id: string | undefined): Promise<Due | null> {
  const due = id
    ? await tx.$queryRaw<Due[]>`SELECT r.id, t.number FROM recovery_request r JOIN ticket t ON t.id = r.ticket_id WHERE r.id = ${id}::uuid AND r.state = 'approved' AND r.next_try_at <= ${now} FOR UPDATE OF r SKIP LOCKED`
    : await tx.$queryRaw<Due[]>`SELECT r.id, t.number FROM recovery_request r JOIN ticket t ON t.id = r.ticket_id WHERE r.state = 'approved' AND r.next_try_at <= ${now} ORDER BY r.next_try_at, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED`
  return due[0] ?? null
}

async function execute(tx: Transaction, db: Database, now: Date, id: string, judgement: Judgement): Promise<Executed> {
  const row = await lockRequest(tx, id).catch((error: unknown) => {
    if (error instanceof Denied) return error
    throw error
  })
  if (row instanceof Denied) return endAltered(tx, db, now, id, row)
  if ((await readGuards(tx, true)).kill_switch) {
    await tx.recoveryRequest.update({ where: { id }, data: { nextTryAt: new Date(now.getTime() + PAUSE_SECONDS * 1000) }, select: { id: true } })
    return { requestId: id, state: 'waits', why: 'Recoveries are stopped for everybody.' }
  }
  const action = performInput.shape.action.parse(row.action)
  await lockRecord(tx, row.accountId, recoveryOf(action).subject === 'block' ? row.subjectId : null)
  const actor = actorOf(row.requester, row.payload)
  const derived = await derive(tx, actor, { action, accountId: row.accountId, subjectId: row.subjectId, attackLikely: row.payload.attackLikely || isAttack(judgement.named), now }, true)
  const approval = await tx.approval.findFirst({ where: { requestId: id, decision: 'approved' }, orderBy: { at: 'desc' }, include: { agent: { select: { name: true, role: true, disabledAt: true } } } })
  const why = whyNotNow(row, derived) ?? whyNotAgreed(approval?.agent ?? null)
  const { next, refused } = step(toFrozen(row), { type: 'run', at: now.getTime(), outcome: why === null ? 'done' : 'refused' })
  if (next.state === 'expired') return endWithout(tx, db, now, row, 'expired', 'It was not done within its time.', next)
  if (refused) return { requestId: id, state: 'waits', why: refused }
  if (why !== null || !derived) return endWithout(tx, db, now, row, 'failed', why ?? 'The account is gone.', next)
  const ctx: ServiceContext = { db, actor, now, requestId: null, ip: null }
  // Before the effect: its audit row is the last thing written, since whoever writes one holds the audit's head.
  await moveTo(tx, row, next, now, null)
  const result = await runAndStore(tx, ctx, derived, {
    ticketId: row.ticketId, agentId: row.requesterId, reason: row.reason, override: row.override, idempotencyKey: row.idempotencyKey, requestHash: row.requestHash, requestId: id,
    checks: row.payload.checks.map(({ label }) => label), approvals: approval ? [{ by: approval.agent.name, at: approval.at.toISOString(), how: approval.stepUp }] : [],
    proof: row.payload.stepUp ? { id: row.payload.stepUpId ?? '', method: row.payload.stepUp } : null, judgement,
  })
  return { requestId: id, state: 'executed', result }
}

/** Why what was frozen must not run now, in words for who asked; null when it is exactly what would happen. */
export function whyNotNow({ requester, payload, action, override }: Pick<LockedRequest, 'requester' | 'payload' | 'action' | 'override'>, derived: Derived | null): string | null {
  if (!derived) return 'The account is gone.'
  if (requester.disabledAt) return 'Who asked for it may not use the console any more.'
  const role = roleRefusal({ actor: actorOf(requester, payload) }, performInput.shape.action.parse(action), override === null)
  if (role) return `Who asked for it may not any more. ${role}`
  const { decision, preview, fingerprint } = derived
  if (decision.refused) return decision.refused
  if (decision.tier > payload.tier) return `The rules ask for more than was asked for: tier ${decision.tier} now.`
  if (!preview.possible) return `${preview.because}.`
  if (fingerprint !== payload.fingerprint) return 'The record changed after it was asked for. Ask again.'
  return null
}

/** Why a yes does not count any more: who gave it may not give it now. */
function whyNotAgreed(approver: { role: Role; disabledAt: Date | null } | null): string | null {
  if (approver && !approver.disabledAt && ROLE_PERMISSIONS[approver.role].includes('recover:approve')) return null
  return 'Who agreed to it may not approve any more.'
}

async function endWithout(tx: Transaction, db: Database, now: Date, row: LockedRequest, state: 'failed' | 'expired', why: string, next: Parameters<typeof moveTo>[2]): Promise<Executed> {
  await moveTo(tx, row, next, now, why)
  await writeAudit(tx, systemContext(db, now), { action: `recover:${row.action}`, outcome: 'failed', target: row.target, ticketId: row.ticketId, reason: why, after: { Request: row.id, 'Asked by': row.requester.name } })
  return { requestId: row.id, state, why }
}

/** Ends a request whose payload is not what was hashed. */
export async function endAltered(tx: Transaction, db: Database, now: Date, id: string, { why, target, ticketId }: Denied): Promise<Executed> {
  await tx.recoveryRequest.update({ where: { id }, data: { state: 'failed', endedAt: now, endedWhy: why }, select: { id: true } })
  await writeAudit(tx, systemContext(db, now), { action: 'approval.altered', outcome: 'denied', target, ticketId, reason: why, after: { Request: id } })
  return { requestId: id, state: 'failed', why }
}

async function noteFailure(db: Database, now: Date, id: string, error: unknown): Promise<void> {
  const words = cleanText(error instanceof Error ? error.name : 'unknown', 100)
  await db.prisma.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ attempts: number }[]>`SELECT attempts FROM recovery_request WHERE id = ${id}::uuid AND state = 'approved' FOR UPDATE SKIP LOCKED`
    if (!row) return
    const wait = BACK_OFF[Math.min(row.attempts, BACK_OFF.length - 1)] ?? 300
    await tx.recoveryRequest.update({ where: { id }, data: { attempts: row.attempts + 1, nextTryAt: new Date(now.getTime() + wait * 1000), lastError: words }, select: { id: true } })
  })
}

import { hashSecret, newSecret } from '@/lib/core/crypto'
import { AppError } from '@/lib/core/errors'
import { idAt } from '@/lib/core/ids'
import { log } from '@/lib/core/log'
import type { Transaction } from '@/lib/db/client'
import { publicUrl } from '@/lib/env'
import { recoveryOf } from '@/lib/recoveries'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { approvalBinding } from '../recoveries/bindings'
import { auditDenials, Denied } from '../recoveries/denied'
import { writeNotices } from '../notices/write-notices'
import { derive } from '../recoveries/derive'
import { provenBy } from '../recoveries/proven-by'
import { requireStill } from '../recoveries/require-still'
import { performInput } from '../recoveries/schema'
import { spendProof } from '../recoveries/spend-proof'
import { withRetry } from '../recoveries/with-retry'
import { delayMessage } from './delay-message'
import { executeRequest, type Executed } from './execute-request'
import { answererOf, lockRequest, moveTo, toFrozen, type LockedRequest } from './load-request'
import { step } from './machine'
import { answerInput } from './schema'

type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>
type Input = ReturnType<typeof answerInput.parse>
export type Answered = { decision: 'approved' | 'denied'; executed: Executed | null; runAt: string | null }

/**
 * A second person agrees or denies. What was agreed runs at once where no delay stands before it; if this process dies
 * first, the executor does it. Throws AppError: forbidden (audited: own request, own account, alias, other hash, too late),
 * not_found, invalid.
 */
export async function answerRequest(ctx: ServiceContext, given: unknown): Promise<Answered> {
  await authorize(ctx, 'recover:approve')
  const { actor } = ctx
  const input = answerInput.parse(given)
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Approvals are given by people.')
  const runAt = await auditDenials(ctx, `approval.${input.decision === 'approved' ? 'approve' : 'deny'}`, () => withRetry(() => ctx.db.prisma.$transaction((tx) => answer(tx, ctx, actor, input))))
  if (input.decision === 'denied' || !runAt) return { decision: 'denied', executed: null, runAt: null }
  if (runAt > ctx.now) return { decision: 'approved', executed: null, runAt: runAt.toISOString() }
  // The answer is committed: whatever fails from here on is the executor's to repeat.
  const executed = await executeRequest(ctx.db, ctx.now, input.requestId).catch((error: unknown) => {
    log.warn('approvals.execute_later', { requestId: ctx.requestId, cause: error instanceof Error ? error.name : 'unknown' })
    return null
  })
  return { decision: 'approved', executed, runAt: runAt.toISOString() }
}

async function answer(tx: Transaction, ctx: ServiceContext, actor: Agent, input: Input): Promise<Date | null> {
  await requireStill(tx, actor)
  const row = await lockRequest(tx, input.requestId)
  const approves = input.decision === 'approved'
  const { next, refused } = step(toFrozen(row), { type: approves ? 'approve' : 'deny', at: ctx.now.getTime(), by: answererOf(actor), payloadHash: input.payloadHash })
  if (refused) throw new Denied(refused, row.target, row.ticketId)
  if (approves) await requireRank(tx, actor, row, ctx.now)
  // A no needs no proof: it weakens nothing.
  const proof = approves ? await spendProof(tx, ctx, approvalBinding(row.id, row.payloadHash), input.stepUpProof, { target: row.target, ticketId: row.ticketId }) : null
  await moveTo(tx, row, next, ctx.now, approves ? null : input.reason)
  await tx.approval.create({ data: { id: idAt(ctx.now.getTime()), requestId: row.id, agentId: actor.id, decision: input.decision, reason: input.reason || null, payloadHash: row.payloadHash, stepUp: proof?.method ?? 'none', at: ctx.now }, select: { id: true } })
  const runAt = next.runAt === null ? null : new Date(next.runAt)
  // Before the audit: whoever writes there holds its head, and waits for nobody any more.
  if (approves && runAt && row.payload.delayHours > 0) await tellOfDelay(tx, ctx, row, runAt)
  await writeAudit(tx, ctx, {
    action: approves ? 'approval.approve' : 'approval.deny', outcome: 'done', target: row.target, ticketId: row.ticketId, reason: input.reason || null,
    after: { Request: row.id, Action: row.action, Hash: row.payloadHash, 'Asked by': row.requester.name },
    ...provenBy(row.account.name, [], proof),
  })
  return approves ? runAt : null
}

/** The account's owner must not stand above who agrees, and nothing must have stopped recoveries meanwhile. */
async function requireRank(tx: Transaction, actor: Agent, row: LockedRequest, now: Date): Promise<void> {
  const action = performInput.shape.action.parse(row.action)
  const derived = await derive(tx, actor, { action, accountId: row.accountId, subjectId: row.subjectId, attackLikely: row.payload.attackLikely, now }, true)
  if (derived?.decision.refused) throw new Denied(derived.decision.refused, row.target, row.ticketId)
}

/** What waits can be stopped by the person: the link in the message is the only copy of its secret. Former addresses are told without it, and can deny. */
async function tellOfDelay(tx: Transaction, ctx: ServiceContext, row: LockedRequest, runAt: Date): Promise<void> {
  const secret = newSecret()
  await tx.recoveryRequest.update({ where: { id: row.id }, data: { stopHash: hashSecret(secret) }, select: { id: true } })
  const { title } = recoveryOf(performInput.shape.action.parse(row.action))
  const { subject, body } = delayMessage(row.account.name, title, runAt, `${publicUrl()}/stop/${secret}`)
  await writeNotices(tx, ctx, { accountId: row.accountId, recoveryId: null, ticketId: row.ticketId }, [{ kind: 'delay_notice', subject, body }])
}

import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { answererOf } from '../approvals/load-request'
import { step } from '../approvals/machine'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { approvalBinding } from '../recoveries/bindings'
import { auditDenials, Denied } from '../recoveries/denied'
import { readGuards } from '../recoveries/guards'
import { provenBy } from '../recoveries/proven-by'
import { requireStill } from '../recoveries/require-still'
import { spendProof } from '../recoveries/spend-proof'
import { withRetry } from '../recoveries/with-retry'
import { lockBulk, payloadOf, toFrozen } from './load-bulk'
import { answerInput } from './schema'

type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>

/**
 * A second person agrees to a bulk as it was frozen, or denies it. What was agreed to begins at once, one person after the
 * other, in whichever process looks first. Throws AppError: forbidden (audited: own request, own second account, other hash,
 * too late, stopped), not_found, invalid.
 */
export async function answerBulk(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'recover:approve')
  const { actor } = ctx
  const input = answerInput.parse(given)
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Approvals are given by people.')
  await auditDenials(ctx, input.decision === 'approved' ? 'bulk.approve' : 'bulk.deny', () => withRetry(() => ctx.db.prisma.$transaction((tx) => answer(tx, ctx, actor, input))))
}

async function answer(tx: Transaction, ctx: ServiceContext, actor: Agent, input: ReturnType<typeof answerInput.parse>): Promise<void> {
  await requireStill(tx, actor)
  const row = await lockBulk(tx, input.bulkId)
  const approves = input.decision === 'approved'
  const about = { target: row.target, ticketId: row.ticketId }
  payloadOf(row)
  const { next, refused } = step(toFrozen(row), { type: approves ? 'approve' : 'deny', at: ctx.now.getTime(), by: answererOf(actor), payloadHash: input.payloadHash })
  // A denial ends what waits; what runs is stopped, by its own button.
  const why = refused ?? (row.state === 'pending' ? null : 'It runs already. Stop it instead.')
  if (why) throw new Denied(why, row.target, row.ticketId)
  if (approves && (await readGuards(tx, true)).kill_switch) throw new Denied('Recoveries are stopped for everybody.', row.target, row.ticketId)
  // A no needs no proof: it weakens nothing.
  const proof = approves ? await spendProof(tx, ctx, approvalBinding(row.id, input.payloadHash), input.stepUpProof, about) : null
  await tx.bulk.update({
    where: { id: row.id },
    data: {
      approverId: actor.id, answeredAt: ctx.now, answer: input.reason || null, answerProof: proof?.method ?? null,
      ...(approves ? { state: 'running', executeBy: next.executeBy === null ? null : new Date(next.executeBy), nextTryAt: ctx.now } : { state: 'denied', endedAt: ctx.now, endedWhy: input.reason }),
    },
    select: { id: true },
  })
  if (!approves) await tx.bulkPerson.updateMany({ where: { bulkId: row.id, state: 'waiting' }, data: { state: 'not_done', kind: 'denied', why: 'Denied by the second person' } })
  await writeAudit(tx, ctx, {
    action: approves ? 'bulk.approve' : 'bulk.deny', outcome: 'done', ...about, reason: input.reason || null,
    after: { Bulk: row.id, Action: row.action, People: row.people, Hash: row.payloadHash ?? '', 'Asked by': row.agent.name }, ...provenBy(row.target.name, [], proof),
  })
}

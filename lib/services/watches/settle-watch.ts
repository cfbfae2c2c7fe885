import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { personKey } from '@/lib/core/identifier'
import { maskText } from '@/lib/core/mask'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { reasonText } from '../reveals/schema'

const input = z.object({ id: z.uuid(), reason: reasonText })

/**
 * An agent found out that an alarm was the person after all: the ticket no longer stands before the others. What a
 * person denied by a notice is not settled here, but by lifting the freeze. Throws forbidden, not_found, conflict, invalid.
 */
export async function settleWatch(ctx: ServiceContext, given: unknown): Promise<void> {
  const { id, reason } = input.parse(given)
  await authorize(ctx, 'ticket:write', { kind: 'watch', id })
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM watch WHERE id = ${id}::uuid FOR UPDATE`
    const watch = await tx.watch.findUnique({ where: { id }, include: { account: { select: { name: true, freezes: { where: { liftedAt: null }, select: { id: true } } } } } })
    if (!watch) throw new AppError('not_found', 'There is no such watch.')
    if (watch.state !== 'alarmed') throw new AppError('conflict', 'This watch has no alarm to settle.')
    await requireOther(tx, ctx, watch.recoveryId)
    if (watch.account.freezes.length > 0) throw new AppError('conflict', 'The person says that it was not them. Speak with them, then an approver lifts the freeze.')
    await tx.watch.update({ where: { id }, data: { state: 'settled', settledAt: ctx.now, settledById: ctx.actor.id, settledReason: maskText(reason) } })
    // A bulk watches many on one ticket: it stands before the others until the last alarm is settled.
    const others = await tx.watch.count({ where: { ticketId: watch.ticketId, state: 'alarmed' } })
    if (others === 0) await tx.ticket.updateMany({ where: { id: watch.ticketId, alert: 'watch' }, data: { alert: null, alertedAt: null } })
    await writeAudit(tx, ctx, { action: 'watch.settle', outcome: 'done', target: { kind: 'account', id: watch.accountId, name: watch.account.name }, ticketId: watch.ticketId, reason, before: { Watch: 'alarmed' }, after: { Watch: 'settled: it was the person' } })
  })
}

/** Whoever did what is watched, or agreed to it, does not say that all is well. Throws forbidden. */
async function requireOther(tx: Transaction, { actor }: ServiceContext, recoveryId: string): Promise<void> {
  if (actor.kind !== 'agent') return
  const recovery = await tx.recovery.findUnique({ where: { id: recoveryId }, select: { agent: { select: { email: true } }, requestId: true, bulk: { select: { approver: { select: { email: true } } } } } })
  const agreed = recovery?.requestId ? await tx.approval.findMany({ where: { requestId: recovery.requestId, decision: 'approved' }, select: { agent: { select: { email: true } } } }) : []
  const involved = [...(recovery ? [recovery, { agent: recovery.bulk?.approver }] : []), ...agreed].flatMap(({ agent }) => (agent ? [personKey(agent.email)] : []))
  if (involved.includes(personKey(actor.email))) throw new AppError('forbidden', 'You carried out or approved what is watched. A colleague must look into it.')
}

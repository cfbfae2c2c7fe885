import { AppError } from '@/lib/core/errors'
import { maskText } from '@/lib/core/mask'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { reviewChangeSchema } from './schema'

/**
 * Says of a change that it was reviewed, is suspect or cleared, with a note; `open` takes it back. One word for all
 * tickets, beside the marks that each ticket has of its own. Throws AppError: forbidden, not_found, invalid.
 */
export async function reviewChange(ctx: ServiceContext, input: unknown): Promise<void> {
  const { changeId, state, note } = reviewChangeSchema.parse(input)
  await authorize(ctx, 'change:write', { kind: 'change', id: changeId })
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM change WHERE id = ${changeId}::uuid FOR UPDATE`
    const change = await tx.change.findUnique({ where: { id: changeId }, select: { service: true, to: true, review: { select: { state: true, note: true } } } })
    if (!change) throw new AppError('not_found', 'There is no such change.')
    const kept = { note: note ? maskText(note) : null, agentId: ctx.actor.kind === 'agent' ? ctx.actor.id : null, agentName: ctx.actor.name, at: ctx.now }
    if (state === 'open') await tx.changeReview.deleteMany({ where: { changeId } })
    else await tx.changeReview.upsert({ where: { changeId }, create: { changeId, state, ...kept }, update: { state, ...kept } })
    const { review } = change
    await writeAudit(tx, ctx, {
      action: 'change.review', outcome: 'done', target: { kind: 'change', id: changeId, name: [change.service, change.to].filter(Boolean).join(' ') },
      before: { state: review?.state ?? 'open', note: review?.note ?? null }, after: { state, note: kept.note },
    })
  })
}

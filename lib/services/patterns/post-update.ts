import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { maskText } from '@/lib/core/mask'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { postUpdateSchema } from './schema'

/**
 * Says how far a pattern is, for everybody who has one of its tickets. Addresses in the text are masked. Throws AppError:
 * forbidden, not_found, invalid.
 */
export async function postUpdate(ctx: ServiceContext, input: unknown): Promise<void> {
  const { patternId, state, text } = postUpdateSchema.parse(input)
  await authorize(ctx, 'ticket:write', { kind: 'pattern', id: patternId })
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM pattern WHERE id = ${patternId}::uuid FOR UPDATE`
    const pattern = await tx.pattern.findUnique({ where: { id: patternId }, select: { state: true, signature: true } })
    if (!pattern) throw new AppError('not_found', 'There is no such pattern.')
    const kept = maskText(text)
    await tx.pattern.update({ where: { id: patternId }, data: { state } })
    await tx.patternUpdate.create({ data: { id: newId(), patternId, at: ctx.now, state, text: kept, agentId: ctx.actor.kind === 'agent' ? ctx.actor.id : null, agentName: ctx.actor.name } })
    await writeAudit(tx, ctx, { action: 'pattern.update', outcome: 'done', target: { kind: 'pattern', id: patternId, name: null }, reason: kept, before: { state: pattern.state }, after: { state } })
  })
}

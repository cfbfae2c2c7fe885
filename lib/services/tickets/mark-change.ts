import { AppError } from '@/lib/core/errors'
import type { ServiceContext } from '../context'
import { markChangeSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Marks a change as suspect or cleared in a ticket, or takes the mark off. */
export async function markChange(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, changeId, state } = markChangeSchema.parse(input)
  await updateTicket(ctx, number, 'facts', async (tx, ticket) => {
    const key = { ticketId_changeId: { ticketId: ticket.id, changeId } }
    if (state === 'none') {
      await tx.ticketChange.deleteMany({ where: { ticketId: ticket.id, changeId } })
    } else {
      if (!(await tx.change.findUnique({ where: { id: changeId }, select: { id: true } }))) throw new AppError('not_found', 'There is no such change.')
      const mark = { state, at: ctx.now, agentId: ctx.actor.kind === 'agent' ? ctx.actor.id : null }
      await tx.ticketChange.upsert({ where: key, create: { ticketId: ticket.id, changeId, ...mark }, update: mark })
    }
    return { action: 'ticket.mark_change', after: { changeId, state } }
  })
}

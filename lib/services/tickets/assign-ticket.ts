import type { ServiceContext } from '../context'
import { assignSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Gives a ticket to the one who asks, or to nobody. */
export async function assignTicket(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, to } = assignSchema.parse(input)
  await updateTicket(ctx, number, 'no-facts', async (_tx, ticket) => {
    const assigneeId = to === 'me' && ctx.actor.kind === 'agent' ? ctx.actor.id : null
    if (ticket.assigneeId === assigneeId) return null
    return { data: { assigneeId }, action: 'ticket.assign', before: { assigneeId: ticket.assigneeId }, after: { assigneeId } }
  })
}

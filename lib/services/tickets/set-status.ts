import type { ServiceContext } from '../context'
import { statusSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Opens, parks or solves a ticket. */
export async function setStatus(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, status } = statusSchema.parse(input)
  await updateTicket(ctx, number, 'no-facts', async (tx, ticket) => {
    if (ticket.status === status) return null
    await tx.ticket.update({ where: { id: ticket.id }, data: { status, closedAt: status === 'solved' ? ctx.now : null, ...(status === 'solved' ? { alert: null, alertedAt: null } : {}) } })
    return { action: 'ticket.status', before: { status: ticket.status }, after: { status } }
  })
}

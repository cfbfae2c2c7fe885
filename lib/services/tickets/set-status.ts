import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'
import { statusSchema } from './schema'
import { updateTicket } from './update-ticket'

/** Opens, parks or solves a ticket. */
export async function setStatus(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, status } = statusSchema.parse(input)
  await updateTicket(ctx, number, 'no-facts', async (tx, ticket) => {
    if (ticket.status === status) return null
    if (status === 'solved') await requireQuiet(tx, ticket.id)
    const data = status === 'solved' ? { status, closedAt: ctx.now, alert: null, alertedAt: null } : { status, closedAt: null }
    return { data, action: 'ticket.status', before: { status: ticket.status }, after: { status } }
  })
}

/** What stands before all others is not put away before somebody has looked: the freeze is lifted, the alarm settled. Throws conflict. */
async function requireQuiet(tx: Transaction, id: string): Promise<void> {
  const [frozen, alarmed] = [await tx.freeze.count({ where: { ticketId: id, liftedAt: null } }), await tx.watch.count({ where: { ticketId: id, state: 'alarmed' } })]
  if (frozen > 0) throw new AppError('conflict', 'The person says that it was not them. Speak with them; an approver lifts the freeze, then this can be solved.')
  if (alarmed > 0) throw new AppError('conflict', 'A bad sign after the recovery stands open. Say in the step After how you found out that it was them.')
}

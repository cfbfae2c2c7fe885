import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'

/** What recoveries need of a ticket. With `hold`, nobody changes its account until the transaction ends. Throws not_found, invalid, conflict. */
export async function readTicket(tx: Transaction, ticketId: string, hold: boolean) {
  if (hold) await tx.$queryRaw`SELECT id FROM ticket WHERE id = ${ticketId}::uuid FOR SHARE`
  const ticket = await tx.ticket.findUnique({ where: { id: ticketId }, select: { id: true, number: true, status: true, accountId: true } })
  if (!ticket) throw new AppError('not_found', 'There is no such ticket.')
  if (!ticket.accountId) throw new AppError('invalid', 'This ticket has no account yet. Choose one in the step Record first.')
  if (hold && ticket.status === 'solved') throw new AppError('conflict', 'This ticket is solved. Open it again before you act on the account.')
  return { ...ticket, accountId: ticket.accountId }
}

import { AppError } from '@/lib/core/errors'
import type { Prisma, Transaction } from '@/lib/db/client'
import { authorize } from '../authorize'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { assessTicket } from './assess-ticket'
import { requireTicket, type LoadedTicket } from './load-ticket'

/** What changes of the ticket's own row, and what the audit says of it. */
type Changed = { data?: Prisma.TicketUncheckedUpdateInput; action: string; before?: Prisma.InputJsonObject; after?: Prisma.InputJsonObject; reason?: string }
type Change = (tx: Transaction, ticket: HeldTicket) => Promise<Changed | null>
type HeldTicket = Awaited<ReturnType<typeof readHeld>>

/** The ticket as a change looks at it: without its account, and without the intake, which may be long. */
const readHeld = async (tx: Transaction, number: number) => requireTicket(number, (known) => tx.ticket.findUnique({ where: { number: known }, include: { experience: true }, omit: { intake: true } }))

/**
 * What every verb that changes a ticket shares: permission, the row under lock, the change, its audit row, and a new
 * assessment when facts moved. `change` returns what the audit says, or null when there is nothing to do.
 */
export async function updateTicket(ctx: ServiceContext, number: number, facts: 'facts' | 'no-facts', change: Change): Promise<void> {
  await authorize(ctx, 'ticket:write', { kind: 'ticket', id: String(number) })
  const changed = await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM ticket WHERE number = ${number} FOR UPDATE`
    const ticket = await readHeld(tx, number)
    const audit = await change(tx, ticket)
    if (!audit) return false
    await tx.ticket.update({ where: { id: ticket.id }, data: { ...audit.data, version: { increment: 1 }, updatedAt: ctx.now }, select: { id: true } })
    await writeAudit(tx, ctx, {
      action: audit.action,
      outcome: 'done',
      target: { kind: 'ticket', id: ticket.id, name: `#${number}` },
      ticketId: ticket.id,
      reason: audit.reason ?? null,
      ...(audit.before ? { before: audit.before } : {}),
      ...(audit.after ? { after: audit.after } : {}),
    })
    return true
  })
  if (changed && facts === 'facts') await assessTicket(ctx, number)
}

/** Refuses a form that was drawn before somebody else's change. Throws AppError('conflict'). */
export function sameVersion(ticket: Pick<LoadedTicket, 'version'>, version: number): void {
  if (ticket.version === version) return
  throw new AppError('conflict', 'Somebody changed this ticket after you opened it. Your text is still here: look at what changed, then send it again.')
}

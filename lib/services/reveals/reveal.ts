import { AppError } from '@/lib/core/errors'
import { timeOfId } from '@/lib/core/ids'
import { maskText } from '@/lib/core/mask'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import { spending } from '../budgets'
import type { ServiceContext } from '../context'
import { revealInput, type Revealable } from './schema'

type Found = { value: string | null; accountId: string | null; name: string | null }

/**
 * One personal value, whole, for a reason and an open ticket that is about its account. It counts against the budget and
 * is audited in the same transaction, without the value: no audit, no reveal. Throws forbidden (a viewer looks at masks
 * only), not_found, invalid, conflict, too_many.
 */
export async function reveal(ctx: ServiceContext, given: unknown): Promise<string> {
  const { what, id, ticket: number, reason } = revealInput.parse(given)
  await authorize(ctx, 'ticket:write', { kind: kindOf(what), id })
  return spending(ctx, 'reveal', async (tx) => {
    const { value, accountId, name } = await find(tx, what, id, ctx.now)
    if (!value) throw new AppError('not_found', 'There is nothing to reveal.')
    const ticket = await ticketFor(tx, number, what, id, accountId)
    await writeAudit(tx, ctx, { action: `reveal:${what}`, outcome: 'done', target: { kind: accountId ? 'account' : kindOf(what), id: accountId ?? id, name }, ticketId: ticket.id, reason: maskText(reason) })
    return value
  })
}

const kindOf = (what: Revealable) => what.split('.')[0] ?? what

/** A reveal belongs to work that is going on: an open ticket, and about this person where the value is a person's. */
async function ticketFor(tx: Transaction, number: number, what: Revealable, id: string, accountId: string | null): Promise<{ id: string }> {
  const ticket = await tx.ticket.findUnique({ where: { number }, select: { id: true, status: true, accountId: true } })
  if (!ticket) throw new AppError('invalid', `There is no ticket #${number}.`, { fields: [{ path: 'ticket', message: 'There is no such ticket.' }] })
  if (ticket.status === 'solved') throw new AppError('conflict', `Ticket #${number} is solved. Open it again, or say for which it is.`)
  if (kindOf(what) === 'ticket' ? ticket.id !== id : accountId !== null && ticket.accountId !== accountId) {
    throw new AppError('invalid', `Ticket #${number} is about somebody else.`, { fields: [{ path: 'ticket', message: 'It is about somebody else.' }] })
  }
  return ticket
}

async function find(tx: Transaction, what: Revealable, id: string, now: Date): Promise<Found> {
  if (what === 'contact') {
    const contact = await tx.accountContact.findUnique({ where: { id }, include: { account: { select: { id: true, name: true } } } })
    return { value: contact?.value ?? null, accountId: contact?.account.id ?? null, name: contact?.account.name ?? null }
  }
  if (what === 'ticket.identifier' || what === 'ticket.reporter') {
    const ticket = await tx.ticket.findUnique({ where: { id }, select: { identifier: true, reporterEmail: true, number: true, account: { select: { id: true, name: true } } } })
    return { value: (what === 'ticket.identifier' ? ticket?.identifier : ticket?.reporterEmail) ?? null, accountId: ticket?.account?.id ?? null, name: ticket?.account?.name ?? (ticket ? `#${ticket.number}` : null) }
  }
  if (what === 'event.attempted' || what === 'event.address') {
    const at = timeOfId(id)
    const event = at && (await tx.authEvent.findUnique({ where: { at_id: { at, id } }, select: { attempted: true, ip: true, accountId: true } }))
    const account = event?.accountId ? await tx.account.findUnique({ where: { id: event.accountId }, select: { name: true } }) : null
    return { value: (what === 'event.attempted' ? event?.attempted : event?.ip) ?? null, accountId: event?.accountId ?? null, name: account?.name ?? null }
  }
  const account = await tx.account.findUnique({ where: { id }, select: { id: true, name: true, email: true, phone: true } })
  if (!account) return { value: null, accountId: null, name: null }
  const value = what === 'account.email' ? account.email : what === 'account.phone' ? account.phone : await lastAddress(tx, id, now)
  return { value, accountId: account.id, name: account.name }
}

/** The network address of the newest attempt of 30 days. */
async function lastAddress(tx: Transaction, accountId: string, now: Date): Promise<string | null> {
  const event = await tx.authEvent.findFirst({ where: { accountId, ip: { not: null }, at: { gt: new Date(now.getTime() - 30 * 86_400_000) } }, orderBy: [{ at: 'desc' }, { id: 'desc' }], select: { ip: true } })
  return event?.ip ?? null
}

import { AppError } from '@/lib/core/errors'
import { maskText } from '@/lib/core/mask'
import type { Database, Prisma } from '@/lib/db/client'
import { AUDIT_OUTCOMES, type AuditFilters, type AuditRow } from './schema'

const DAY_MS = 86_400_000
const NOTHING: Prisma.AuditEntryWhereInput = { seq: -1n }

/** What somebody typed into the one search field: a number, a ticket, an account, a person. */
async function search(db: Database, q: string): Promise<Prisma.AuditEntryWhereInput> {
  const ticket = /^#(\d{1,9})$/.exec(q)?.[1]
  if (ticket) return ofTicket(db, Number(ticket))
  if (/^\d{1,18}$/.test(q)) return { seq: BigInt(q) }
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(q)) return { OR: [{ targetId: q.toLowerCase() }, { actorId: q.toLowerCase() }, { requestId: q.toLowerCase() }] }
  const key = q.normalize('NFKC').toLowerCase()
  const [agents, accounts] = await Promise.all([
    db.prisma.agent.findMany({ where: { OR: [{ email: key }, { name: { contains: q, mode: 'insensitive' } }] }, select: { id: true }, take: 50 }),
    db.prisma.account.findMany({ where: { OR: [{ emailKey: key }, { nameKey: { contains: key } }] }, select: { id: true }, take: 50 }),
  ])
  if (agents.length + accounts.length === 0) return NOTHING
  return { OR: [{ actorId: { in: agents.map(({ id }) => id) } }, { targetKind: 'account', targetId: { in: accounts.map(({ id }) => id) } }] }
}

async function ofTicket(db: Database, number: number): Promise<Prisma.AuditEntryWhereInput> {
  const ticket = await db.prisma.ticket.findUnique({ where: { number }, select: { id: true } })
  return ticket ? { ticketId: ticket.id } : NOTHING
}

/** The filters as a condition on audit_entry. Each has an index behind it. */
export async function whereAudit(db: Database, { q, actor, action, outcome, ticket, from, to }: AuditFilters): Promise<Prisma.AuditEntryWhereInput> {
  const all: Prisma.AuditEntryWhereInput[] = []
  if (q) all.push(await search(db, q))
  if (ticket) all.push(await ofTicket(db, ticket))
  if (actor) all.push({ actorId: actor })
  if (action) all.push({ action })
  if (outcome) all.push({ outcome })
  if (from) all.push({ at: { gte: new Date(from) } })
  if (to) all.push({ at: { lt: new Date(new Date(to).getTime() + DAY_MS) } })
  return { AND: all }
}

export type Keyset = { at: Date; seq: bigint }

/** Entries older than the one at the key. */
export const olderThan = ({ at, seq }: Keyset): Prisma.AuditEntryWhereInput => ({ at: { lte: at }, OR: [{ at: { lt: at } }, { seq: { lt: seq } }] })

type Entry = Awaited<ReturnType<Database['prisma']['auditEntry']['findFirstOrThrow']>>

/** Rows as plain data, with the numbers of their tickets. */
export async function toRows(db: Database, entries: readonly Entry[]): Promise<AuditRow[]> {
  const ids = [...new Set(entries.flatMap(({ ticketId }) => ticketId ?? []))]
  const tickets = ids.length ? await db.prisma.ticket.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } }) : []
  const numbers = new Map(tickets.map(({ id, number }) => [id, number]))
  return entries.map(({ id, seq, at, actorKind, actorId, actorName, action, outcome, targetKind, targetId, targetName, ticketId, reason, hash }) => ({
    id, seq: String(seq), at: at.toISOString(), actorKind, actorId, actorName, action, targetKind, targetId, targetName: targetName && maskText(targetName), ticketId, reason: reason && maskText(reason), hash,
    outcome: AUDIT_OUTCOMES.find((known) => known === outcome) ?? 'failed',
    ticketNumber: ticketId ? (numbers.get(ticketId) ?? null) : null,
  }))
}

/** A number of an entry as it stands in an address. Throws AppError('not_found'). */
export function seqOf(given: unknown): bigint {
  if (typeof given === 'string' && /^\d{1,18}$/.test(given)) return BigInt(given)
  throw new AppError('not_found', 'There is no such entry.')
}

import type { ServiceContext } from '../context'

/** The last confirmation or correction of a ticket's verdict, if any. */
export async function lastDecision({ db }: ServiceContext, ticketId: string) {
  return db.prisma.verdict.findFirst({ where: { ticketId, decision: { not: 'acted' } }, orderBy: { at: 'desc' }, select: { at: true, decision: true, cause: true, reason: true, agent: { select: { name: true } } } })
}

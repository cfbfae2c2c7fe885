import { verifications } from '@/lib/verifications'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import type { AskedView } from './schema'

/** Checks of callers that wait for this agent's answer, the oldest first. Throws forbidden. */
export async function listAsked(ctx: ServiceContext): Promise<AskedView[]> {
  await authorize(ctx, 'read')
  if (ctx.actor.kind !== 'agent') return []
  const rows = await ctx.db.prisma.verification.findMany({
    where: { colleagueId: ctx.actor.id, state: 'open', endsAt: { gt: ctx.now } },
    orderBy: { startedAt: 'asc' },
    take: 20,
    include: { ticket: { select: { number: true } }, account: { select: { name: true, externalId: true, team: true } } },
  })
  const names = await ctx.db.prisma.agent.findMany({ where: { id: { in: rows.map(({ startedById }) => startedById) } }, select: { id: true, name: true } })
  return rows.map((row) => {
    const method = verifications.find((each) => each.method === row.method)
    return {
      id: row.id, ticketNumber: row.ticket.number, person: row.account.name, account: row.account.externalId, team: row.account.team, method: row.method, title: method?.title ?? row.method,
      how: method?.how ?? '', limits: method?.limits ?? '', askedBy: names.find(({ id }) => id === row.startedById)?.name ?? 'somebody', startedAt: row.startedAt.toISOString(), endsAt: row.endsAt.toISOString(),
    }
  })
}

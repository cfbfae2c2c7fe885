import { recoveryOf } from '@/lib/recoveries'
import { RECOVERY_ACTIONS } from '@/lib/evidence/vocabulary'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { storedResult, type DoneRecovery } from './schema'

const MOST = 20

/** What was carried out on a ticket, oldest first, with before and after as they were stored. Throws forbidden. */
export async function doneRecoveries(ctx: ServiceContext, ticketId: string): Promise<DoneRecovery[]> {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.recovery.findMany({ where: { ticketId }, orderBy: { at: 'asc' }, take: MOST, select: { id: true, action: true, at: true, reason: true, after: true, agent: { select: { name: true } } } })
  return rows.flatMap(({ id, action: name, at, reason, after, agent }) => {
    const action = RECOVERY_ACTIONS.find((known) => known === name)
    const stored = storedResult.safeParse(after)
    return action && stored.success ? [{ id, action, title: recoveryOf(action).title, at: at.toISOString(), agent: agent?.name ?? null, reason, effects: stored.data.effects }] : []
  })
}

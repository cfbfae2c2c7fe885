import { maskView } from '@/lib/core/mask'
import { RECOVERY_ACTIONS } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { storedResult } from '../recoveries/schema'
import { watchItem } from './watch-item'

const titleOf = (action: string) => {
  const known = RECOVERY_ACTIONS.find((one) => one === action)
  return known ? recoveryOf(known).title : action
}

/** What became of the recoveries of a ticket: what was done, who was told and how far it came, and the watch. Masked. */
export async function viewAfter(ctx: ServiceContext, ticketId: string) {
  await authorize(ctx, 'read')
  const { prisma } = ctx.db
  const [recoveries, watch] = await Promise.all([
    prisma.recovery.findMany({ where: { ticketId }, orderBy: { at: 'desc' }, take: 20, select: { id: true, action: true, at: true, tier: true, reason: true, after: true, agent: { select: { name: true } } } }),
    // A bulk watches many on one ticket: one that needs somebody goes before the others.
    prisma.watch.findFirst({ where: { ticketId, state: 'alarmed' }, orderBy: { startedAt: 'desc' } }).then((alarmed) => alarmed ?? prisma.watch.findFirst({ where: { ticketId }, orderBy: { startedAt: 'desc' } })),
  ])
  const ids = recoveries.map(({ id }) => id)
  const [messages, denials] = await Promise.all([
    prisma.outboxMessage.findMany({ where: { recoveryId: { in: ids } }, select: { recoveryId: true, recipient: true, sentAt: true, deadAt: true }, orderBy: { id: 'asc' }, take: 200 }),
    prisma.repudiation.findMany({ where: { recoveryId: { in: ids }, usedAt: { not: null } }, select: { recoveryId: true, usedAt: true }, take: 50 }),
  ])
  return maskView({
    watch: watch && watchItem(watch, ctx.now),
    /** Whose watch it is: on the ticket of a bulk it may be somebody else's than the ticket's. */
    watchedId: watch?.accountId ?? null,
    done: recoveries.map(({ id, action, at, tier, reason, after, agent }) => {
      const stored = storedResult.safeParse(after)
      return {
        id, at: at.toISOString(), tier, reason, by: agent?.name ?? 'somebody', title: titleOf(action),
        effects: stored.success ? stored.data.effects : [],
        told: messages.filter(({ recoveryId }) => recoveryId === id).map(({ recipient, sentAt, deadAt }) => ({ recipient, sentAt: sentAt?.toISOString() ?? null, dead: deadAt !== null })),
        deniedAt: denials.find(({ recoveryId }) => recoveryId === id)?.usedAt?.toISOString() ?? null,
      }
    }),
  })
}

export type AfterView = Awaited<ReturnType<typeof viewAfter>>

import type { Prisma } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { signatureWords } from '../patterns/signature'
import { prepareInput, type BulkItem } from './schema'

const SHOWN = 10

const INCLUDE = { agent: { select: { id: true, name: true } }, ticket: { select: { number: true } }, pattern: { select: { environment: true, reason: true, rule: true, provider: true } } } satisfies Prisma.BulkInclude
type Row = Prisma.BulkGetPayload<{ include: typeof INCLUDE }>

function toItem({ id, action: name, state, people, tier, agent, preparedAt, askedAt, approveBy, ticket, pattern }: Row): BulkItem {
  const action = prepareInput.shape.action.parse(name)
  return { id, action, title: recoveryOf(action).title, state, people, tier, by: agent.name, at: (askedAt ?? preparedAt).toISOString(), patternWords: signatureWords(pattern), ticketNumber: ticket?.number ?? null, approveBy: approveBy?.toISOString() ?? null }
}

/** What was asked for, runs or was done for a pattern, the newest first; previews that nobody used are left out. Throws forbidden. */
export async function bulksOfPattern(ctx: ServiceContext, patternId: string): Promise<BulkItem[]> {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.bulk.findMany({ where: { patternId, state: { not: 'prepared' } }, orderBy: [{ preparedAt: 'desc' }, { id: 'desc' }], take: SHOWN, include: INCLUDE })
  return rows.map(toItem)
}

/** Bulks that a second person may answer now, the oldest first: those of others. Throws forbidden. */
export async function bulksToAnswer(ctx: ServiceContext): Promise<BulkItem[]> {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.bulk.findMany({ where: { state: 'pending', approveBy: { gt: ctx.now }, agentId: { not: ctx.actor.id ?? '' } }, orderBy: [{ approveBy: 'asc' }, { id: 'asc' }], take: SHOWN, include: INCLUDE })
  return rows.map(toItem)
}

import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

const idSchema = z.uuid()
const endSchema = z.object({ id: z.uuid().optional().or(z.literal('').transform(() => undefined)) })

/** Open sessions of an agent, the newest first. */
const openOf = (ctx: ServiceContext, agentId: string) =>
  ctx.db.prisma.consoleSession.findMany({
    where: { agentId, revokedAt: null, expiresAt: { gt: ctx.now } },
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, ip: true, strength: true },
  })

/** One's own sessions that a request could still use, the newest first. More than these end with "everywhere". */
export async function listSessions(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  return ctx.actor.kind === 'agent' ? openOf(ctx, ctx.actor.id) : []
}

/** Another agent's open sessions, for an administrator. */
export async function listSessionsOf(ctx: ServiceContext, agentId: string) {
  await authorize(ctx, 'settings:write')
  return openOf(ctx, idSchema.parse(agentId))
}

/** Ends one of one's own sessions, or all without an id: sign-out everywhere. Refused on their next request. */
export async function endSessions(ctx: ServiceContext, input: { id?: unknown }): Promise<void> {
  await authorize(ctx, 'read')
  if (ctx.actor.kind !== 'agent') throw new AppError('forbidden', 'Only people have sessions.')
  await end(ctx, { id: ctx.actor.id, name: ctx.actor.name }, endSchema.parse(input).id)
}

/** The same with another agent's, for an administrator. */
export async function endSessionsOf(ctx: ServiceContext, input: { agentId?: unknown; id?: unknown }): Promise<void> {
  await authorize(ctx, 'settings:write')
  const agent = await ctx.db.prisma.agent.findUnique({ where: { id: idSchema.parse(input.agentId) }, select: { id: true, name: true } })
  if (!agent) throw new AppError('not_found', 'There is nobody with this id.')
  await end(ctx, agent, endSchema.parse(input).id)
}

async function end(ctx: ServiceContext, agent: { id: string; name: string }, id: string | undefined): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.consoleSession.updateMany({ where: { agentId: agent.id, revokedAt: null, ...(id ? { id } : {}) }, data: { revokedAt: ctx.now } })
    if (id && count === 0) throw new AppError('not_found', 'There is no such session, or it has ended.')
    await writeAudit(tx, ctx, { action: id ? 'session.end' : 'session.end_all', outcome: 'done', target: { kind: 'agent', id: agent.id, name: agent.name }, after: { ended: count } })
  })
}

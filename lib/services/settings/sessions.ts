import { AppError } from '@/lib/core/errors'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { revokeSchema } from './schema'

/** One's own sessions that a request could still use, the newest first. More than these end with "everywhere". */
export async function listSessions(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  if (ctx.actor.kind !== 'agent') return []
  return ctx.db.prisma.consoleSession.findMany({
    where: { agentId: ctx.actor.id, revokedAt: null, expiresAt: { gt: ctx.now } },
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, ip: true },
  })
}

/** Ends one of one's own sessions, or all with an empty id: sign-out everywhere. */
export async function endSessions(ctx: ServiceContext, input: { id?: unknown }): Promise<void> {
  await authorize(ctx, 'read')
  if (ctx.actor.kind !== 'agent') throw new AppError('forbidden', 'Only people have sessions.')
  const agentId = ctx.actor.id
  const one = input.id ? revokeSchema.parse(input).id : null
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.consoleSession.updateMany({ where: { agentId, revokedAt: null, ...(one ? { id: one } : {}) }, data: { revokedAt: ctx.now } })
    await writeAudit(tx, ctx, { action: one ? 'session.end' : 'session.end_all', outcome: 'done', target: { kind: 'agent', id: agentId, name: ctx.actor.name } })
  })
}

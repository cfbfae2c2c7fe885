import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

/** An agent as an administrator sees one: how they sign in, and never with what. Throws AppError: forbidden, not_found. */
export async function getAgent(ctx: ServiceContext, id: string) {
  await authorize(ctx, 'settings:write')
  const known = z.uuid().safeParse(id)
  const agent = known.success
    ? await ctx.db.prisma.agent.findUnique({
        where: { id: known.data },
        select: {
          id: true, email: true, name: true, role: true, isDemo: true, disabledAt: true, createdAt: true, passwordFailures: true,
          factors: { orderBy: { createdAt: 'asc' }, take: 50, select: { id: true, kind: true, label: true, createdAt: true, lastUsedAt: true, disabledAt: true, removedAt: true } },
          identities: { take: 20, select: { id: true, issuer: true, subject: true, linkedAt: true } },
        },
      })
    : null
  if (!agent) throw new AppError('not_found', 'There is nobody with this id.')
  const codesLeft = await ctx.db.prisma.agentRecoveryCode.count({ where: { agentId: agent.id, usedAt: null, revokedAt: null } })
  return { ...agent, codesLeft }
}

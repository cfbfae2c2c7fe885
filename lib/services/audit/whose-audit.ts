import type { Prisma } from '@/lib/db/client'
import { authorize, may } from '../authorize'
import type { ServiceContext } from '../context'

/** Which entries somebody may read: all with audit:read, with audit:own what they did themselves. Throws forbidden. */
export async function whoseAudit(ctx: ServiceContext): Promise<{ all: boolean; where: Prisma.AuditEntryWhereInput }> {
  if (may(ctx.actor, 'audit:read')) return { all: true, where: {} }
  await authorize(ctx, 'audit:own')
  return { all: false, where: { actorKind: 'agent', actorId: ctx.actor.id } }
}

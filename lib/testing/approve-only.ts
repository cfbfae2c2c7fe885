import { newId } from '@/lib/core/ids'
import type { ServiceContext } from '@/lib/services/context'

/** Leaves a request as an approver does whose process died right after the answer was committed: agreed, due, not done. */
export async function approveOnly({ db, actor, now }: ServiceContext, requestId: string): Promise<void> {
  const { payloadHash } = await db.prisma.recoveryRequest.findUniqueOrThrow({ where: { id: requestId } })
  await db.prisma.approval.create({ data: { id: newId(), requestId, agentId: actor.id ?? '', decision: 'approved', reason: null, payloadHash, stepUp: 'totp', at: now } })
  await db.prisma.recoveryRequest.update({ where: { id: requestId }, data: { state: 'approved', runAt: now, nextTryAt: now, executeBy: new Date(now.getTime() + 1_800_000) } })
}

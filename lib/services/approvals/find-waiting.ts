import type { Reader } from '../context'
import type { WaitingView } from '../recoveries/schema'

/** The same thing, asked for already and neither decided nor done; null when nothing waits. */
export async function findWaiting(db: Reader, about: { accountId: string; action: string; subjectId: string | null }, agentId: string): Promise<WaitingView | null> {
  const row = await db.recoveryRequest.findFirst({ where: { ...about, state: { in: ['pending', 'approved'] } }, orderBy: { requestedAt: 'desc' }, include: { requester: { select: { name: true } }, approvals: { where: { decision: 'approved' }, take: 1, include: { agent: { select: { name: true } } } } } })
  if (!row) return null
  const agreed = row.approvals[0]?.agent.name
  return {
    id: row.id, state: row.state, askedAt: row.requestedAt.toISOString(), approveBy: row.approveBy.toISOString(), runAt: row.runAt?.toISOString() ?? null, mine: row.requesterId === agentId,
    words: agreed ? `${agreed} agreed` : `Asked for by ${row.requester.name}, waits for a second person`,
  }
}

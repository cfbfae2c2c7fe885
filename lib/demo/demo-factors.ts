import { seal } from '@/lib/auth/seal'
import { totpUse } from '@/lib/auth/spend-totp'
import { newTotpSecret } from '@/lib/auth/totp'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { mayAct } from '@/lib/evidence/vocabulary'

/**
 * Gives each demo agent whose role may act an authenticator app that the console itself plays: whoever tries it needs no
 * phone. Leaves alone whoever ever had a factor.
 */
export async function giveDemoFactors(db: Database, now: Date): Promise<void> {
  const agents = await db.prisma.agent.findMany({ where: { isDemo: true, factors: { none: {} } }, select: { id: true, role: true }, take: 20 })
  const made = agents.filter(({ role }) => mayAct(role)).map(({ id: agentId }) => ({ id: newId(), agentId }))
  await db.prisma.agentFactor.createMany({
    data: made.map(({ id, agentId }) => ({ id, agentId, kind: 'totp', label: 'Demo authenticator', sealed: seal(totpUse(agentId, id), newTotpSecret()), createdAt: now })),
  })
}

import { unseal } from '@/lib/auth/seal'
import { totpUse } from '@/lib/auth/spend-totp'
import { codeAt, stepAt } from '@/lib/auth/totp'
import type { Database } from '@/lib/db/client'
import { demoStands } from '@/lib/db/demo-stands'

/** The next code of a demo agent that was not used yet, while the demo company is in the database; null for everybody else. */
export async function demoCode(db: Database, agentId: string, now: Date): Promise<string | null> {
  const factor = await db.prisma.agentFactor.findFirst({
    where: { agentId, kind: 'totp', removedAt: null, disabledAt: null, agent: { isDemo: true } },
    orderBy: { createdAt: 'asc' },
    select: { id: true, sealed: true, lastStep: true },
  })
  if (!factor?.sealed || !(await demoStands(db))) return null
  const secret = unseal(totpUse(agentId, factor.id), factor.sealed)
  return secret && codeAt(secret, Math.max(stepAt(now), Number(factor.lastStep ?? 0n) + 1))
}

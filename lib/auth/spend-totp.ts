import type { Transaction } from '@/lib/db/client'
import { unseal } from './seal'
import { stepOf } from './totp'

/** Codes of the demo may be spent ahead of time, for half an hour: nobody waits for the next one. Never outside the demo. */
const DEMO_AHEAD = 60

/** NIST SP 800-63B-4, 3.2.2: after 100 wrong tries in a row an authenticator is disabled and has to be bound anew. */
export const MAX_FAILURES = 100

export const totpUse = (agentId: string, factorId: string) => `totp:${agentId}:${factorId}`

/** What a typed code was: `spent` had been right and was used before. */
export type CodeResult = { result: 'right'; factorId: string } | { result: 'wrong' | 'spent' }

const usable = { kind: 'totp', removedAt: null, disabledAt: null }

/**
 * Checks a code against an agent's authenticator apps and spends it in the same statement: of any number of parallel tries
 * one gets `right`. To be called after the throttle, in the transaction of what the code is for.
 */
export async function spendTotp(tx: Transaction, agent: { id: string; isDemo: boolean }, code: string, now: Date): Promise<CodeResult> {
  const factors = await tx.agentFactor.findMany({ where: { agentId: agent.id, ...usable }, select: { id: true, sealed: true }, take: 20 })
  for (const { id, sealed } of factors) {
    const secret = sealed ? unseal(totpUse(agent.id, id), sealed) : null
    const step = secret ? stepOf(secret, code, now, agent.isDemo ? DEMO_AHEAD : undefined) : null
    if (step === null) continue
    const { count } = await tx.agentFactor.updateMany({
      where: { id, ...usable, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
      data: { lastStep: step, lastUsedAt: now, failures: 0 },
    })
    return count === 1 ? { result: 'right', factorId: id } : { result: 'spent' }
  }
  return { result: 'wrong' }
}

/** Counts a wrong code against every authenticator app of the agent; at 100 in a row they are disabled. */
export async function countWrongCode(tx: Transaction, agentId: string, now: Date): Promise<void> {
  await tx.agentFactor.updateMany({ where: { agentId, ...usable }, data: { failures: { increment: 1 } } })
  await tx.agentFactor.updateMany({ where: { agentId, ...usable, failures: { gte: MAX_FAILURES } }, data: { disabledAt: now } })
}

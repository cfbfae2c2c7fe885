import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { hashParams, type StepUpBinding } from './binding'

/** OWASP ASVS 5.0, 7.5.3 with the Transaction Authorization Cheat Sheet, 2.9: a proof is young or worth nothing. */
export const PROOF_SECONDS = 5 * 60

export type ProofMethod = 'totp' | 'passkey'

/** Who spends: the session that proved. A ServiceContext fits. */
type Spender = { actor: { kind: string; id: string | null; sessionId?: string }; now: Date }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const refusal = (why: string) => new AppError('forbidden', `${why} Nothing was done. Prove it is you once more.`, { fields: [{ path: 'stepUpProof', message: why }] })

/**
 * Spends a proof in the transaction of the effect that it is for, so that both happen or neither does. Throws
 * AppError('forbidden'), which the caller audits, when it is missing, of another agent or session, for another action, target
 * or parameters, older than five minutes, or spent already.
 */
export async function spendStepUp(tx: Transaction, ctx: Spender, binding: StepUpBinding, proofId: string): Promise<{ method: ProofMethod; at: Date }> {
  const { actor, now } = ctx
  const proof = UUID.test(proofId) ? await tx.stepUpProof.findUnique({ where: { id: proofId } }) : null
  if (!proof || actor.kind !== 'agent' || proof.agentId !== actor.id || proof.sessionId !== actor.sessionId) throw refusal('You have not proved yourself for this.')
  if (proof.action !== binding.action || proof.targetId !== binding.targetId || proof.paramsHash !== hashParams(binding.params)) {
    throw refusal('What you proved yourself for is not what would happen now.')
  }
  if (now.getTime() - proof.createdAt.getTime() > PROOF_SECONDS * 1000) throw refusal('Your proof is older than five minutes.')
  const { count } = await tx.stepUpProof.updateMany({ where: { id: proof.id, spentAt: null }, data: { spentAt: now } })
  if (count !== 1) throw refusal('Your proof was used already.')
  return { method: proof.method === 'passkey' ? 'passkey' : 'totp', at: proof.createdAt }
}

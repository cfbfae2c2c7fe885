import { newId } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import { hashParams, type StepUpBinding } from './binding'
import type { ProofMethod } from './spend-step-up'

/** Writes down that a session proved itself for a binding, just now. Returns the proof's id. */
export async function writeProof(tx: Transaction, who: { agentId: string; sessionId: string }, binding: StepUpBinding, method: ProofMethod, now: Date): Promise<string> {
  const { action, targetId, params } = binding
  const id = newId()
  await tx.stepUpProof.create({ data: { id, ...who, action, targetId, paramsHash: hashParams(params), method, createdAt: now }, select: { id: true } })
  return id
}

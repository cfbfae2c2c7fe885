import { AppError } from '@/lib/core/errors'
import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import { spendStepUp, type ProofMethod } from '@/lib/auth/step-up/spend-step-up'
import type { Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'
import { Denied, type Target } from './denied'

/** How somebody proved to be there, for one act. */
export type Proof = { id: string; method: ProofMethod }

/** Spends the proof that the agent is there, in the transaction of the effect. A proof that does not hold is a denial. */
export async function spendProof(tx: Transaction, ctx: ServiceContext, binding: StepUpBinding, proofId: string, about: { target: Target; ticketId: string | null }): Promise<Proof> {
  try {
    const { method } = await spendStepUp(tx, ctx, binding, proofId)
    return { id: proofId, method }
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') throw new Denied(error.message, about.target, about.ticketId, error)
    throw error
  }
}

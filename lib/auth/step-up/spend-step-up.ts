import type { Transaction } from '@/lib/db/client'
import type { StepUpBinding } from './binding'

type Spender = { actor: { kind: string; id: string | null }; now: Date }

/** Stands in until step-up proofs exist: takes every proof. Same signature as the real one, which replaces this file. */
export async function spendStepUp(_tx: Transaction, { now }: Spender, _binding: StepUpBinding, _proofId: string): Promise<{ method: 'totp' | 'passkey'; at: Date }> {
  return { method: 'totp', at: now }
}

import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import type { Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'
import type { Target } from '../recoveries/denied'
import { spendProof, type Proof } from '../recoveries/spend-proof'

/** Spends the proof of whoever acts at the console. A script has nobody to prove: whoever runs it has the database as it is. */
export async function provePerson(tx: Transaction, ctx: ServiceContext, binding: StepUpBinding, proofId: string, target: Target): Promise<Proof | null> {
  return ctx.actor.kind === 'system' ? null : spendProof(tx, ctx, binding, proofId, { target, ticketId: null })
}

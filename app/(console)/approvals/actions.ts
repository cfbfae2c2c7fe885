'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { stepUpOf } from '@/lib/http/step-up'
import { answerRequest } from '@/lib/services/approvals/answer-request'
import { cancelRequest } from '@/lib/services/approvals/cancel-request'
import { approvalBinding } from '@/lib/services/recoveries/bindings'
import { answerCheck } from '@/lib/services/verifications/settle-check'

/** The second person's answer, or the requester's taking back: which, says the button. */
export async function decideRequest(_before: ActionState, form: FormData): Promise<ActionState> {
  const state = await act(form, async (ctx, fields) => {
    if (fields.decision === 'cancelled') await cancelRequest(ctx, fields)
    else if (fields.decision === 'approved') await answerRequest(ctx, { ...fields, stepUpProof: await stepUpOf(fields, approvalBinding(String(fields.requestId), String(fields.payloadHash))) })
    else await answerRequest(ctx, fields)
  })
  // Refused as well: what waits may have moved, and a code that was used is followed by the next.
  revalidatePath('/', 'layout')
  return state
}

export async function vouch(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await answerCheck(ctx, fields)
    revalidatePath('/approvals')
  })
}

'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { answerRequest } from '@/lib/services/approvals/answer-request'
import { cancelRequest } from '@/lib/services/approvals/cancel-request'
import { answerCheck } from '@/lib/services/verifications/settle-check'

/** The second person's answer, or the requester's taking back: which, says the button. */
export async function decideRequest(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    if (fields.decision === 'cancelled') await cancelRequest(ctx, fields)
    else await answerRequest(ctx, fields)
    revalidatePath('/', 'layout')
  })
}

export async function vouch(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await answerCheck(ctx, fields)
    revalidatePath('/approvals')
  })
}

'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { act, type ActionState } from '@/lib/http/action'
import { stepUpOf } from '@/lib/http/step-up'
import { answerBulk } from '@/lib/services/bulks/answer-bulk'
import { askBulk } from '@/lib/services/bulks/ask-bulk'
import { prepareBulk } from '@/lib/services/bulks/prepare-bulk'
import { stopBulk } from '@/lib/services/bulks/stop-bulk'
import { approvalBinding, bulkBinding } from '@/lib/services/recoveries/bindings'

/** Finds out whom one recovery would change, and goes to the preview. */
export async function prepare(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => redirect(`/bulks/${await prepareBulk(ctx, fields)}`))
}

/** Asks a second person for what was prepared. Refused as well, a code that was used is followed by the next. */
export async function ask(_before: ActionState, form: FormData): Promise<ActionState> {
  const state = await act(form, async (ctx, fields) => askBulk(ctx, { ...fields, stepUpProof: await stepUpOf(fields, bulkBinding(String(fields.bulkId), String(fields.planHash))) }))
  revalidatePath('/', 'layout')
  return state
}

/** The second person's answer: which, says the button. */
export async function answer(_before: ActionState, form: FormData): Promise<ActionState> {
  const state = await act(form, async (ctx, fields) => {
    const proof = fields.decision === 'approved' ? { stepUpProof: await stepUpOf(fields, approvalBinding(String(fields.bulkId), String(fields.payloadHash))) } : {}
    await answerBulk(ctx, { ...fields, ...proof })
  })
  revalidatePath('/', 'layout')
  return state
}

/** Stops what waits or runs. */
export async function stop(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await stopBulk(ctx, fields)
    revalidatePath('/', 'layout')
  })
}

'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { reviewChange } from '@/lib/services/changes/review-change'

export async function review(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await reviewChange(ctx, fields)
    revalidatePath('/changes', 'layout')
    return 'Kept'
  })
}

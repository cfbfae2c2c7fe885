'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { passDemoFactor } from '@/lib/services/demo/demo-mailbox'

export async function passFactor(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await passDemoFactor(ctx, fields)
    revalidatePath('/demo/mailbox')
    return 'Passed'
  })
}

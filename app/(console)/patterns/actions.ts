'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { postUpdate } from '@/lib/services/patterns/post-update'

export async function post(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await postUpdate(ctx, fields)
    revalidatePath('/patterns', 'layout')
    return 'Posted'
  })
}

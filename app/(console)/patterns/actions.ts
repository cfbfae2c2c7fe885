'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { followPattern, seeNews } from '@/lib/services/patterns/follow-pattern'
import { postUpdate } from '@/lib/services/patterns/post-update'

export async function post(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await postUpdate(ctx, fields)
    revalidatePath('/patterns', 'layout')
    return 'Posted'
  })
}

/** Follows a pattern or no longer. */
export async function follow(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await followPattern(ctx, fields)
    revalidatePath('/', 'layout')
  })
}

/** Takes note of what is new about the patterns that one follows. */
export async function seen(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await seeNews(ctx, fields)
    revalidatePath('/', 'layout')
  })
}

'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { teachRelevance } from '@/lib/services/changes/teach-relevance'

export async function teach(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await teachRelevance(ctx, fields)
    revalidatePath('/changes')
  })
}

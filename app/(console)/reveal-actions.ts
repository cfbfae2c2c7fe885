'use server'

import { act, type ActionState } from '@/lib/http/action'
import { reveal } from '@/lib/services/reveals/reveal'

/** One value, whole, for the form that asked. It goes into this one answer and nowhere else. */
export async function revealValue(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, (ctx, fields) => reveal(ctx, fields))
}

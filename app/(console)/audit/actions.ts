'use server'

import { revalidatePath } from 'next/cache'
import { act, type ActionState } from '@/lib/http/action'
import { checkAudit } from '@/lib/services/audit/chain-state'

/** Has the whole audit checked; the page shows what came of it. */
export async function check(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx) => {
    await checkAudit(ctx)
    revalidatePath('/audit')
    return 'Checked'
  })
}

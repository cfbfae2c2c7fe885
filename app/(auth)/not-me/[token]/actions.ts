'use server'

import type { ActionState } from '@/lib/http/action'
import { actForAnybody } from '@/lib/http/public-action'
import { repudiate } from '@/lib/services/freezes/repudiate'

/** The one button of the page. Opening the page does nothing: mail scanners open every link. */
export async function notMe(_before: ActionState, form: FormData): Promise<ActionState> {
  return actForAnybody(form, async (ctx, { token }) => {
    const { ticketNumber } = await repudiate(ctx, typeof token === 'string' ? token : '')
    return `#${ticketNumber}`
  })
}

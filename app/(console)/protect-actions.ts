'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { act, type ActionState } from '@/lib/http/action'
import { stepUpOf } from '@/lib/http/step-up'
import { settleAlert } from '@/lib/services/alerts/settle-alert'
import { seeExceeded } from '@/lib/services/budgets'
import { liftFreeze } from '@/lib/services/freezes/lift-freeze'
import { resendMessage } from '@/lib/services/outbox/resend-message'
import { liftBinding } from '@/lib/services/recoveries/bindings'
import { settleWatch } from '@/lib/services/watches/settle-watch'

export async function lift(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await liftFreeze(ctx, { ...fields, stepUpProof: await stepUpOf(fields, liftBinding(String(fields.accountId), String(fields.freezeId))) })
    revalidatePath('/', 'layout')
  })
}

export async function settle(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await settleWatch(ctx, fields)
    revalidatePath('/', 'layout')
  })
}

export async function sendAgain(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await resendMessage(ctx, fields)
    revalidatePath('/settings/messages')
    return 'It goes out with the next round'
  })
}

const exceeded = z.object({ agentId: z.uuid(), kind: z.string().max(60), hour: z.coerce.date() })

export async function seen(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await seeExceeded(ctx, exceeded.parse(fields))
    revalidatePath('/queue')
  })
}

export async function settleAlarm(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await settleAlert(ctx, fields)
    revalidatePath('/queue')
  })
}

'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { act, type ActionState } from '@/lib/http/action'
import { actingAgent } from '@/lib/http/current-agent'
import { answerQuestion } from '@/lib/services/tickets/answer-question'
import { assignTicket } from '@/lib/services/tickets/assign-ticket'
import { chooseAccount } from '@/lib/services/tickets/choose-account'
import { decideVerdict } from '@/lib/services/tickets/decide-verdict'
import { markChange } from '@/lib/services/tickets/mark-change'
import { openTicket } from '@/lib/services/tickets/open-ticket'
import { pickAttempt } from '@/lib/services/tickets/pick-attempt'
import { reachStep } from '@/lib/services/tickets/reach-step'
import { saveExperience } from '@/lib/services/tickets/save-experience'
import { setStatus } from '@/lib/services/tickets/set-status'
import { saveTexts } from '@/lib/services/tickets/write-texts'

// One line a form: the verb reads, authorises and audits.

export async function open(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => redirect(`/tickets/${await openTicket(ctx, fields)}/experience`))
}

const changing = (verb: (ctx: Parameters<typeof answerQuestion>[0], input: unknown) => Promise<void>, done: string) => (form: FormData) =>
  act(form, async (ctx, fields) => {
    await verb(ctx, fields)
    revalidatePath('/', 'layout')
    return done
  })

export async function answer(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(answerQuestion, 'Noted')(form)
}

export async function correctExperience(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(saveExperience, 'Saved')(form)
}

export async function choose(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(chooseAccount, 'Chosen')(form)
}

export async function mark(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(markChange, 'Marked')(form)
}

export async function pick(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(pickAttempt, 'The ticket is about this attempt now')(form)
}

export async function assign(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(assignTicket, 'Assigned')(form)
}

/** Takes a ticket: it is assigned to whoever asks, and opened. */
export async function take(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await assignTicket(ctx, { ...fields, to: 'me' })
    redirect(`/tickets/${String(fields.number)}`)
  })
}

export async function status(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(setStatus, 'Changed')(form)
}

export async function decide(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(decideVerdict, 'The verdict and its facts are frozen with the ticket')(form)
}

export async function keepTexts(_before: ActionState, form: FormData): Promise<ActionState> {
  return changing(saveTexts, 'Kept with the ticket')(form)
}

/** Called by the page once it is open; a refusal is of no consequence. */
export async function reach(number: number, step: string): Promise<void> {
  const ctx = await actingAgent().catch(() => null)
  if (ctx) await reachStep(ctx, { number, step }).catch(() => {})
}

'use server'

import { revalidatePath } from 'next/cache'
import type { Opened } from '@/components/recovery/recovery-panel'
import type { CallerState, RecoverState } from '@/components/recovery/recover-form'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { act, type Fields } from '@/lib/http/action'
import { actingAgent } from '@/lib/http/current-agent'
import { toProblem } from '@/lib/http/problem'
import { stepUpOf, stepUpWays } from '@/lib/http/step-up'
import { newId } from '@/lib/core/ids'
import { AppError } from '@/lib/core/errors'
import type { ServiceContext } from '@/lib/services/context'
import { bindingOf } from '@/lib/services/recoveries/binding-of'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import { recoverForm, type RecoverInput, type RecoveryOutcome, type RequestOutcome } from '@/lib/services/recoveries/schema'
import { watchRequest } from '@/lib/services/approvals/watch-request'
import { callerStep } from '@/lib/services/verifications/caller-step'

/** Carries a recovery out for its form. Whatever comes of it, the pages of the ticket are read anew. */
export async function recover(_before: RecoverState, form: FormData): Promise<RecoverState> {
  const done: { result: RecoveryOutcome | null } = { result: null }
  const state = await act(form, async (ctx, fields) => {
    const input = recoverForm.parse(fields)
    done.result = await performRecovery(ctx, { ...input, stepUpProof: await proofOf(ctx, fields, input) })
  })
  revalidatePath('/tickets/[number]', 'layout')
  const ctx = await actingAgent().catch(() => null)
  return { ...state, ...done, ways: ctx && (await stepUpWays(ctx, ctx.actor.id)) }
}

/** The proof that came with the form, or one made from its code for exactly what the form is about. */
async function proofOf(ctx: ServiceContext, fields: Fields, input: RecoverInput): Promise<string> {
  return fields.stepUpCode ? stepUpOf(fields, await bindingOf(ctx, input)) : input.stepUpProof
}

/** The preview for the dialog, read when it opens, with the key that makes its clicks one. */
export async function loadRecovery(ticketId: string, action: RecoveryAction, subjectId: string | null): Promise<Opened> {
  const idempotencyKey = newId()
  try {
    const ctx = await actingAgent()
    if (!ctx) throw new AppError('unauthenticated', 'Your session has ended. Sign in again; what you typed stays here.')
    const [preview, ways] = await Promise.all([previewRecovery(ctx, { ticketId, action, subjectId }), stepUpWays(ctx, ctx.actor.id)])
    return { preview, ways, problem: null, idempotencyKey }
  } catch (error) {
    const { title, detail } = toProblem(error, null)
    return { preview: null, ways: null, problem: { title, detail }, idempotencyKey }
  }
}

/** One step of checking the caller, whichever button was pressed; the preview is read anew, since a failed check changes what is asked for. */
export async function checkCaller(_before: CallerState, form: FormData): Promise<CallerState> {
  const state = await act(form, callerStep)
  const fields = { ticketId: String(form.get('ticketId') ?? ''), action: String(form.get('action') ?? ''), subjectId: String(form.get('subjectId') ?? '') || null }
  const ctx = await actingAgent().catch(() => null)
  const preview = ctx ? await previewRecovery(ctx, { ...fields, action: fields.action as RecoveryAction }).catch(() => null) : null
  return { ...state, preview }
}

/** How a request stands that this dialog made. */
export async function watch(requestId: string): Promise<RequestOutcome | null> {
  const ctx = await actingAgent().catch(() => null)
  return ctx ? watchRequest(ctx, requestId) : null
}

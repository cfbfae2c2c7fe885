'use server'

import { revalidatePath } from 'next/cache'
import type { Opened } from '@/components/recovery/recovery-panel'
import type { RecoverState } from '@/components/recovery/recover-form'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { act } from '@/lib/http/action'
import { actingAgent } from '@/lib/http/current-agent'
import { toProblem } from '@/lib/http/problem'
import { newId } from '@/lib/core/ids'
import { AppError } from '@/lib/core/errors'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import { recoverForm, type RecoveryResult } from '@/lib/services/recoveries/schema'

/** Carries a recovery out for its form. Whatever comes of it, the pages of the ticket are read anew. */
export async function recover(_before: RecoverState, form: FormData): Promise<RecoverState> {
  const done: { result: RecoveryResult | null } = { result: null }
  const state = await act(form, async (ctx, fields) => {
    done.result = await performRecovery(ctx, recoverForm.parse(fields))
  })
  revalidatePath('/tickets/[number]', 'layout')
  return { ...state, ...done }
}

/** The preview for the dialog, read when it opens, with the key that makes its clicks one. */
export async function loadRecovery(ticketId: string, action: RecoveryAction, subjectId: string | null): Promise<Opened> {
  const idempotencyKey = newId()
  try {
    const ctx = await actingAgent()
    if (!ctx) throw new AppError('unauthenticated', 'Your session has ended. Sign in again; what you typed stays here.')
    return { preview: await previewRecovery(ctx, { ticketId, action, subjectId }), problem: null, idempotencyKey }
  } catch (error) {
    const { title, detail } = toProblem(error, null)
    return { preview: null, problem: { title, detail }, idempotencyKey }
  }
}

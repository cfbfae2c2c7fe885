'use server'

import { headers } from 'next/headers'
import { AppError } from '@/lib/core/errors'
import type { FormState } from '@/components/ui/form-state'
import { toProblem } from '@/lib/http/problem'
import { requestIdOf } from '@/lib/http/request-context'
import { isSameOrigin } from '@/lib/http/same-origin'
import { stopWaiting } from '@/lib/http/stop-link'

/** Stops a delayed change for whoever holds its link. */
export async function stop(_before: FormState, form: FormData): Promise<FormState> {
  const headerStore = await headers()
  const requestId = requestIdOf(headerStore)
  try {
    if (!isSameOrigin(headerStore)) throw new AppError('forbidden', 'This request did not come from the page itself.')
    await stopWaiting(String(form.get('token') ?? ''), headerStore)
    return { problem: null, values: {}, done: 'Stopped. Nothing was changed on your account.' }
  } catch (error) {
    const { code, title, detail, errors } = toProblem(error, requestId)
    return { problem: { code, title, detail, requestId, errors }, values: {}, done: null }
  }
}

'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ActionState } from '@/lib/http/action'
import { openAgentSession } from '@/lib/http/sign-in'

/** Signs in and leads on; a refusal keeps the e-mail and never the password. */
export async function signIn(_before: ActionState, form: FormData): Promise<ActionState> {
  const result = await openAgentSession(form, await headers())
  if (result.state) return result.state
  ;(await cookies()).set(result.cookie.name, result.cookie.value, result.cookie.options)
  redirect(result.next)
}

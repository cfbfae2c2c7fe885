'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { cookies } from 'next/headers'
import { act, type ActionState } from '@/lib/http/action'
import { hashPassword } from '@/lib/http/hash-password'
import { changeAgent, createAgent } from '@/lib/services/settings/agents'
import { setGuard } from '@/lib/services/recoveries/guards'
import { changeService } from '@/lib/services/settings/services'
import { stepUpOf } from '@/lib/http/step-up'
import { guardOffBinding } from '@/lib/services/recoveries/bindings'
import { changeAgentBinding, createAgentBinding, createTokenBinding } from '@/lib/services/settings/bindings'
import { resetSignIn, resetSignInBinding } from '@/lib/services/settings/reset-sign-in'
import { endSessions, endSessionsOf } from '@/lib/services/settings/sessions'
import { createToken, revokeToken } from '@/lib/services/settings/tokens'

export async function makeToken(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    const { secret } = await createToken(ctx, { ...fields, stepUpProof: await stepUpOf(fields, createTokenBinding(fields)) })
    revalidatePath('/settings/tokens')
    return secret
  })
}

export async function endToken(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await revokeToken(ctx, fields)
    revalidatePath('/settings/tokens')
  })
}

export async function addAgent(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await createAgent(ctx, { ...fields, stepUpProof: await stepUpOf(fields, createAgentBinding(fields)) }, hashPassword)
    revalidatePath('/settings/agents')
    return 'Added'
  })
}

export async function editAgent(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await changeAgent(ctx, { ...fields, stepUpProof: await stepUpOf(fields, changeAgentBinding(fields)) })
    revalidatePath('/settings/agents')
    return 'Changed'
  })
}

export async function editService(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await changeService(ctx, fields)
    revalidatePath('/settings/services')
    return 'Saved'
  })
}

export async function turnGuard(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await setGuard(ctx, { ...fields, stepUpProof: await stepUpOf(fields, guardOffBinding(String(fields.name))) })
    revalidatePath('/', 'layout')
    return 'Turned'
  })
}

export async function endMine(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await endSessions(ctx, fields)
    if (!fields.id) redirect('/sign-in')
    revalidatePath('/settings/sessions')
  })
}

/** The same for somebody else's sessions. */
export async function endTheirs(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    await endSessionsOf(ctx, fields)
    revalidatePath('/settings/agents')
  })
}

export async function resetTheirs(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (ctx, fields) => {
    const id = typeof fields.id === 'string' ? fields.id : ''
    await resetSignIn(ctx, fields, await stepUpOf(fields, resetSignInBinding(id)), hashPassword)
    revalidatePath('/settings/agents')
    return 'Reset'
  })
}

/** Theme and keys live in cookies of this browser: the server draws with them. */
export async function chooseAppearance(_before: ActionState, form: FormData): Promise<ActionState> {
  return act(form, async (_ctx, fields) => {
    const store = await cookies()
    const options = { path: '/', maxAge: 31_536_000, sameSite: 'lax' } as const
    if (fields.theme === 'light' || fields.theme === 'dark') store.set('theme', fields.theme, options)
    else store.delete('theme')
    store.set('keys', fields.keys === 'on' ? 'on' : 'off', options)
    revalidatePath('/', 'layout')
    return 'Saved in this browser'
  })
}

import { cookies, headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { AppError } from '@/lib/core/errors'
import type { RelyingParty } from '@/lib/auth/passkeys'
import type { PersonContext, SignInContext } from '@/lib/services/sign-in/context'
import type { StepUpQuestion } from '@/lib/services/step-up/schema'
import { readForm, toState, type ActionState, type Fields } from './action'
import { currentSession, sessionOf, signInContext } from './current-session'
import { toProblem } from './problem'
import { relyingParty } from './relying-party'
import { requestIdOf } from './request-context'
import { placeOf } from './require-agent'
import { safePath, withNext } from './safe-redirect'
import { requireSameOrigin } from './same-origin'
import { sessionCookie } from './session-cookie'

/** Puts the cookie of a session and leads on: to the step that is missing, or to the page that was asked for. */
export async function enter(ctx: SignInContext, secret: string, next: string): Promise<never> {
  const cookie = await sessionCookie(secret)
  ;(await cookies()).set(cookie.name, cookie.value, cookie.options)
  const stage = (await sessionOf(ctx, secret))?.session.stage
  redirect(stage === 'open' ? next : withNext(placeOf(stage), next))
}

/** Runs a step of the sign-in for its form: origin, then the step, which returns the secret of the session it opened. */
export const atDoor = (form: FormData, step: (ctx: SignInContext, fields: Fields) => Promise<string>): Promise<ActionState> => {
  const fields = readForm(form)
  return guarded(fields, async () => {
    const ctx = await signInContext()
    return enter(ctx, await step(ctx, fields), safePath(fields.next))
  })
}

async function guarded(fields: Fields, work: (headers: Headers) => Promise<ActionState>): Promise<ActionState> {
  const headerStore = await headers()
  try {
    requireSameOrigin(headerStore)
    return await work(headerStore)
  } catch (error) {
    unstable_rethrow(error)
    return toState(error, requestIdOf(headerStore), fields)
  }
}

/** The same for a step that needs the session of the step before. Sent twice, by the sixth digit and by Enter, it is done once. */
export const onTheWay = (form: FormData, step: (ctx: PersonContext, fields: Fields) => Promise<string>): Promise<ActionState> =>
  atDoor(form, async (_ctx, fields) => {
    const person = await personOnTheWay()
    return person.session.stage === 'open' ? redirect(safePath(fields.next)) : step(person, fields)
  })

/** Who is on the way in. Throws AppError('unauthenticated') when nobody is, or not any more. */
export async function personOnTheWay(): Promise<PersonContext> {
  const person = await currentSession()
  if (!person) throw new AppError('unauthenticated', 'This sign-in has ended. Start again with your password.')
  return person
}

type Asked = { challengeId: string; options: unknown } | null

const noPasskey = () => new AppError('not_found', 'No passkey works at this address. Use a code.')

/** What the browser is to be asked for a passkey on the way in. */
export async function askOnTheWay(ask: (person: PersonContext, rp: RelyingParty) => Promise<Asked>): Promise<StepUpQuestion> {
  const headerStore = await headers()
  try {
    requireSameOrigin(headerStore)
    const person = await personOnTheWay()
    const rp = relyingParty(headerStore)
    const asked = rp && (await ask(person, rp))
    if (!asked) throw noPasskey()
    return { ...asked, problem: null }
  } catch (error) {
    return { challengeId: '', options: null, problem: toProblem(error, requestIdOf(headerStore)).detail }
  }
}

/** Takes the browser's answer. `step` returns the secret of the session that it opened, or null where one goes on in the old. */
export const answerOnTheWay = (next: unknown, step: (person: PersonContext, rp: RelyingParty) => Promise<string | null>): Promise<ActionState> =>
  guarded({}, async (headerStore) => {
    const person = await personOnTheWay()
    const rp = relyingParty(headerStore)
    if (!rp) throw noPasskey()
    const secret = await step(person, rp)
    return secret ? enter(person, secret, safePath(next)) : redirect(safePath(next))
  })

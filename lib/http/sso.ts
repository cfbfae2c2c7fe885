import { cookies, headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import { CHALLENGE_SECONDS, openChallenge, takeChallenge } from '@/lib/auth/challenges'
import { beginSso, finishSso, readJourney } from '@/lib/auth/oidc'
import { log } from '@/lib/core/log'
import { AppError } from '@/lib/core/errors'
import { env } from '@/lib/env'
import { signInWithSso } from '@/lib/services/sign-in/sign-in-with-sso'
import { readForm, toState, type ActionState } from './action'
import { sessionOf, signInContext } from './current-session'
import { toProblem } from './problem'
import { requestIdOf } from './request-context'
import { placeOf } from './require-agent'
import { safePath, withNext } from './safe-redirect'
import { requireSameOrigin } from './same-origin'
import { cookieOptions, sessionCookie, ssoCookieName } from './session-cookie'

/** The name of the company's own sign-in, or null. */
export const ssoName = () => env().oidc?.name ?? null

/** Sends a browser to the identity provider, tied to it by a cookie. */
export async function leaveForSso(form: FormData): Promise<ActionState> {
  const headerStore = await headers()
  const fields = readForm(form)
  try {
    requireSameOrigin(headerStore)
    const ctx = await signInContext()
    const { url, journey } = await beginSso(safePath(fields.next), ctx.now)
    const { secret } = await openChallenge(ctx.db, 'sso', { agentId: null, sessionId: null }, JSON.stringify(journey), ctx.now)
    ;(await cookies()).set(ssoCookieName(), secret, { ...cookieOptions(), maxAge: CHALLENGE_SECONDS })
    redirect(url)
  } catch (error) {
    unstable_rethrow(error)
    return toState(error, requestIdOf(headerStore), fields)
  }
}

/**
 * Takes somebody back from the identity provider. A journey can be ended once, in the browser that began it, within ten
 * minutes. Returns where to go on; a refusal leads to the sign-in page, which says so in one fixed sentence.
 */
export async function returnFromSso(query: URLSearchParams): Promise<string> {
  const cookieStore = await cookies()
  const secret = cookieStore.get(ssoCookieName())?.value
  cookieStore.set(ssoCookieName(), '', { ...cookieOptions(), maxAge: 0 })
  const ctx = await signInContext()
  try {
    const kept = secret ? await takeChallenge(ctx.db, { purpose: 'sso', secret, now: ctx.now }) : null
    if (!kept) throw new AppError('unauthenticated', 'This sign-in was not begun here, or too long ago.')
    const journey = readJourney(kept)
    const opened = await signInWithSso(ctx, await finishSso(query, journey, ctx.now))
    const cookie = await sessionCookie(opened)
    cookieStore.set(cookie.name, cookie.value, cookie.options)
    const stage = (await sessionOf(ctx, opened))?.session.stage
    return stage === 'open' ? journey.next : withNext(placeOf(stage), journey.next)
  } catch (error) {
    const { code } = toProblem(error, ctx.requestId)
    log.warn('sso.refused', { requestId: ctx.requestId, code, cause: error instanceof Error && error.cause instanceof Error ? error.cause.name : null })
    return `/sign-in?problem=${code === 'unavailable' ? 'sso-away' : 'sso'}`
  }
}

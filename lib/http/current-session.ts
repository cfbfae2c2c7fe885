import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { clientIp } from '@/lib/auth/client-ip'
import { findSession, hasDrifted } from '@/lib/auth/sessions'
import { db } from '@/lib/db/client'
import type { PersonContext, SignInContext } from '@/lib/services/sign-in/context'
import { signOut } from '@/lib/services/sign-in/sign-out'
import { requestIdOf } from './request-context'
import { sessionCookieName, sessionSecretOf } from './session-cookie'

/** Where this request comes from; nobody is known yet. */
export async function signInContext(): Promise<SignInContext> {
  const [database, headerStore] = await Promise.all([db(), headers()])
  return { db: database, now: new Date(), requestId: requestIdOf(headerStore), ip: clientIp(headerStore), userAgent: headerStore.get('user-agent') }
}

/** The session that a secret names, however far it has come, or null. One that turns up in another browser ends. */
export async function sessionOf(ctx: SignInContext, secret: string | null, touch = true): Promise<PersonContext | null> {
  const session = secret ? await findSession(ctx.db, secret, ctx.now, touch) : null
  if (!session) return null
  const person = { ...ctx, session }
  if (!hasDrifted(session, ctx.userAgent)) return person
  await signOut(person, 'drifted')
  return null
}

async function readSession(touch: boolean): Promise<PersonContext | null> {
  const secret = await sessionSecretOf((await cookies()).get(sessionCookieName())?.value)
  return secret ? sessionOf(await signInContext(), secret, touch) : null
}

/** The session of this request. Looked up once a request. */
export const currentSession = cache(() => readSession(true))

/** The same for what a page asks by itself: it does not count as work, so the session idles out. */
export const watchedSession = () => readSession(false)

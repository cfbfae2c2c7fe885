import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { clientIp } from '@/lib/auth/client-ip'
import { consoleSecret } from '@/lib/auth/secret'
import { findSession, SESSION_SECONDS } from '@/lib/auth/sessions'
import { db } from '@/lib/db/client'
import { provideNextAuth } from '@/lib/env'
import type { SignInContext } from '@/lib/services/sign-in/context'
import { signInWithCode } from '@/lib/services/sign-in/prove-factor'
import { signInWithPassword } from '@/lib/services/sign-in/sign-in-with-password'
import { signOut } from '@/lib/services/sign-in/sign-out'
import { safeRedirect } from './safe-redirect'
import { cookieOptions, sessionCookieName } from './session-cookie'

const atDoor = async (headers = new Headers()): Promise<SignInContext> => ({ db: await db(), now: new Date(), requestId: headers.get('x-request-id'), ip: clientIp(headers), userAgent: headers.get('user-agent') })

/** E-mail and password, and in the same request the code, where a program signs in. Without the code the session is half-way. */
async function openFor(ctx: SignInContext, given: { email?: string; password?: string; code?: string }): Promise<{ id: string; sessionSecret: string }> {
  const secret = await signInWithPassword(ctx, { email: given.email ?? '', password: given.password ?? '' })
  const session = await findSession(ctx.db, secret, ctx.now)
  const sessionSecret = given.code && session?.stage === 'factor' ? await signInWithCode({ ...ctx, session }, given.code) : secret
  return { id: session?.agentId ?? '', sessionSecret }
}

/** next-auth's configuration. Its signed token carries nothing but the secret of a session row (docs/decisions/004). */
export function authOptions(): NextAuthOptions {
  provideNextAuth(consoleSecret())
  return {
    secret: consoleSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions() } },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        authorize: async (given, request) => openFor(await atDoor(new Headers(request.headers)), given ?? {}).catch(() => null),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ('sessionSecret' in (user ?? {}) ? { sessionSecret: user.sessionSecret } : token),
      redirect: ({ url }) => safeRedirect(url),
    },
    events: {
      signOut: async ({ token }) => {
        const ctx = await atDoor()
        const session = typeof token?.sessionSecret === 'string' ? await findSession(ctx.db, token.sessionSecret, ctx.now) : null
        if (session) await signOut({ ...ctx, session })
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  }
}

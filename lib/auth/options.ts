import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { db } from '@/lib/db/client'
import { provideNextAuth, publicUrl } from '@/lib/env'
import { authenticate } from './authenticate'
import { clientIp } from './client-ip'
import { consoleSecret } from './secret'
import { endSession, openSession, SESSION_SECONDS } from './sessions'

const secure = () => publicUrl().startsWith('https://')

/** `__Host-` binds the cookie to this very host and to https; plain http on one's own machine cannot have it. */
export const sessionCookieName = () => (secure() ? '__Host-latchkey' : 'latchkey')

export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: secure() })

/** Only our own pages; anything else leads to the queue. */
export function safeRedirect(url: string): string {
  const home = publicUrl()
  try {
    const target = new URL(url, home)
    const plain = !/[\\\s]/.test(url) && !url.startsWith('//')
    return plain && target.origin === new URL(home).origin ? target.href : home
  } catch {
    return home
  }
}

/** next-auth's configuration. Its signed token carries nothing but the secret of a session row (docs/decisions/004). */
export function authOptions(): NextAuthOptions {
  provideNextAuth(consoleSecret())
  return {
    secret: consoleSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (given, request) => {
          const database = await db()
          const headers = new Headers(request.headers)
          const from = { ip: clientIp(headers), userAgent: headers.get('user-agent') }
          const agent = await authenticate({
            db: database,
            email: given?.email ?? '',
            password: given?.password ?? '',
            ip: from.ip,
            now: new Date(),
            requestId: headers.get('x-request-id'),
          }).catch(() => null)
          return agent && { id: agent.id, sessionSecret: await openSession(database, agent.id, from, new Date()) }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ('sessionSecret' in (user ?? {}) ? { sessionSecret: user.sessionSecret } : token),
      session: ({ session, token }) => ({ expires: session.expires, sessionSecret: token.sessionSecret }),
      redirect: ({ url }) => safeRedirect(url),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sessionSecret === 'string') await endSession(await db(), token.sessionSecret, new Date())
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  }
}

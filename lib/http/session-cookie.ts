import { decode, encode } from 'next-auth/jwt'
import { consoleSecret } from '@/lib/auth/secret'
import { SESSION_SECONDS } from '@/lib/auth/sessions'
import { publicUrl } from '@/lib/env'

const secure = () => publicUrl().startsWith('https://')
const prefix = () => (secure() ? '__Host-' : '')

/** `__Host-` binds the cookie to this very host and to https; plain http on one's own machine cannot have it. */
export const sessionCookieName = () => `${prefix()}latchkey`
/** Ties a journey to the identity provider to this browser. */
export const ssoCookieName = () => `${prefix()}latchkey-sso`

export const cookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: secure() })

/** The cookie that names a session, signed and encrypted as next-auth reads it. */
export async function sessionCookie(sessionSecret: string) {
  const value = await encode({ token: { sessionSecret }, secret: consoleSecret(), maxAge: SESSION_SECONDS })
  return { name: sessionCookieName(), value, options: { ...cookieOptions(), maxAge: SESSION_SECONDS } }
}

/** The secret in a cookie, or null. */
export async function sessionSecretOf(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null
  const token = await decode({ token: cookie, secret: consoleSecret() }).catch(() => null)
  return typeof token?.sessionSecret === 'string' ? token.sessionSecret : null
}

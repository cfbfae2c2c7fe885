import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import { authenticate } from '@/lib/auth/authenticate'
import { clientIp } from '@/lib/auth/client-ip'
import { safeRedirect, sessionCookieName, sessionCookieOptions } from '@/lib/auth/options'
import { consoleSecret } from '@/lib/auth/secret'
import { openSession, SESSION_SECONDS } from '@/lib/auth/sessions'
import { AppError } from '@/lib/core/errors'
import { db } from '@/lib/db/client'
import { readForm, type ActionState } from './action'
import { toProblem } from './problem'
import { requestIdOf } from './request-context'
import { isSameOrigin } from './same-origin'

const schema = z.object({ email: z.string().max(320), password: z.string().max(1024), next: z.string().max(2000).catch('/queue') })

type Opened = { state: null; cookie: { name: string; value: string; options: object }; next: string } | { state: ActionState }

/** What the sign-in form does: checks, opens a session row, and returns the cookie that names it, signed as next-auth reads it. */
export async function openAgentSession(form: FormData, headers: Headers): Promise<Opened> {
  const requestId = requestIdOf(headers)
  const fields = readForm(form)
  try {
    if (!isSameOrigin(headers)) throw new AppError('forbidden', 'This request did not come from the sign-in page.')
    const { email, password, next } = schema.parse(fields)
    const database = await db()
    const now = new Date()
    const ip = clientIp(headers)
    const agent = await authenticate({ db: database, email, password, ip, now, requestId })
    const sessionSecret = await openSession(database, agent.id, { ip, userAgent: headers.get('user-agent') }, now)
    const value = await encode({ token: { sessionSecret }, secret: consoleSecret(), maxAge: SESSION_SECONDS })
    const options = { ...sessionCookieOptions(), maxAge: SESSION_SECONDS }
    const target = new URL(safeRedirect(next || '/queue'))
    return { state: null, cookie: { name: sessionCookieName(), value, options }, next: target.pathname === '/' ? '/queue' : target.pathname + target.search }
  } catch (error) {
    const { code, title, detail, errors } = toProblem(error, requestId)
    const email = typeof fields.email === 'string' ? fields.email : ''
    return { state: { problem: { code, title: code === 'unauthenticated' ? 'Not signed in' : title, detail, requestId, errors }, values: { email }, done: null } }
  }
}

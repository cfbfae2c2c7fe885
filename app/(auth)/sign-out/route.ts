import { cookies } from 'next/headers'
import { newId } from '@/lib/core/ids'
import { currentSession } from '@/lib/http/current-session'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { requireSameOrigin } from '@/lib/http/same-origin'
import { cookieOptions, sessionCookieName } from '@/lib/http/session-cookie'
import { signOut } from '@/lib/services/sign-in/sign-out'

export const dynamic = 'force-dynamic'

/** Ends the session, takes its cookie back and has the browser forget what the console kept in it (OWASP ASVS 5.0, 14.3.1). */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request.headers)
    const person = await currentSession()
    if (person) await signOut(person)
    ;(await cookies()).set(sessionCookieName(), '', { ...cookieOptions(), maxAge: 0 })
    return new Response(null, { status: 303, headers: { location: '/sign-in', 'cache-control': 'no-store', 'clear-site-data': '"storage"' } })
  } catch (error) {
    return problemResponse(toProblem(error, newId()))
  }
}

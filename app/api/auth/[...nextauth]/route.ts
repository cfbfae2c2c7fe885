import NextAuth from 'next-auth'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { authOptions } from '@/lib/http/next-auth-options'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { requireSameOrigin } from '@/lib/http/same-origin'

type Context = { params: Promise<{ nextauth: string[] }> }

/** What of next-auth is served here; its pages and its session, which would show what the cookie hides, are not. */
const SERVED = { GET: ['csrf'], POST: ['callback/credentials', 'signout'] }

const handler = (method: 'GET' | 'POST') => async (request: Request, context: Context) => {
  const requestId = newId()
  try {
    const { nextauth } = await context.params
    if (!SERVED[method].includes(nextauth.join('/'))) throw new AppError('not_found', 'There is nothing at this address.')
    if (method === 'POST') requireSameOrigin(request.headers)
    return await NextAuth(authOptions())(request, context)
  } catch (error) {
    return problemResponse(toProblem(error, requestId))
  }
}

export const GET = handler('GET')
export const POST = handler('POST')

import { currentAgent } from '@/lib/http/current-agent'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { requestIdOf } from '@/lib/http/request-context'
import { requireSameOrigin } from '@/lib/http/same-origin'
import { searchAddress } from '@/lib/http/search'

/** Nothing is kept here to come back to: who opens the address itself, from the history or after signing in, starts at the queue. */
export const GET = () => new Response(null, { status: 303, headers: { location: '/queue', 'cache-control': 'no-store' } })

/** Where the search forms of lists send what was typed: in the body, so that no address tells whom somebody looked for. */
export async function POST(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request.headers)
  } catch (error) {
    return problemResponse(toProblem(error, requestIdOf(request.headers)))
  }
  const ctx = await currentAgent()
  const location = ctx ? searchAddress(ctx, await request.formData().catch(() => new FormData())) : '/sign-in'
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

import { AppError } from '@/lib/core/errors'
import { watchingAgent } from '@/lib/http/current-agent'
import { problemResponse, toProblem } from '@/lib/http/problem'
import { admitWatcher } from '@/lib/http/watchers'
import { followEvents } from '@/lib/services/live/follow-events'

/** What pages that follow ask every few seconds. It ends with the session, and does not prolong it: a page left open is not somebody at work. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await watchingAgent()
  try {
    if (!ctx) throw new AppError('unauthenticated', 'The session has ended. Sign in again.')
    admitWatcher(ctx.sessionId, ctx.now)
    return Response.json(await followEvents(ctx, Object.fromEntries(new URL(request.url).searchParams)), { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problemResponse(toProblem(error, ctx?.requestId ?? null))
  }
}

import { clientIp } from '@/lib/auth/client-ip'
import { countUse, type Limit } from '@/lib/auth/throttle'
import { AppError } from '@/lib/core/errors'
import { hashSecret } from '@/lib/core/crypto'
import { newId } from '@/lib/core/ids'
import { db } from '@/lib/db/client'
import { authorizeScope } from '@/lib/services/authorize'
import type { ServiceContext } from '@/lib/services/context'
import { problemResponse, toProblem } from './problem'

/** Requests of one token: enough for a busy shipper that batches, too few for one that does not. */
const PER_TOKEN: Limit = { limit: 1200, windowSeconds: 60 }
const TOUCH_MS = 60_000

export type RouteOptions = {
  /** The scope that a token must carry; null = open to anybody (the verb decides by other means, such as a signature). */
  scope: string | null
  run: (ctx: ServiceContext, request: Request) => Promise<unknown>
}

/**
 * A route handler for machines: request id, token, rate, errors. `run` returns what becomes the JSON body, or a Response.
 */
export function route({ scope, run }: RouteOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = newId()
    try {
      const database = await db()
      const base = { db: database, now: new Date(), requestId, ip: clientIp(request.headers) }
      const ctx: ServiceContext = scope
        ? { ...base, actor: await tokenOf(request, base) }
        : { ...base, actor: { kind: 'token', id: 'anonymous', name: 'anonymous', scopes: [] } }
      if (scope) authorizeScope(ctx, scope)
      const result = await run(ctx, request)
      if (result instanceof Response) return result
      return Response.json(result, { headers: { 'cache-control': 'no-store', 'x-request-id': requestId } })
    } catch (error) {
      return problemResponse(toProblem(error, requestId))
    }
  }
}

type Base = Pick<ServiceContext, 'db' | 'now'>

async function tokenOf(request: Request, { db: database, now }: Base): Promise<Extract<ServiceContext['actor'], { kind: 'token' }>> {
  const [, secret] = /^Bearer\s+(\S{1,200})$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!secret) throw new AppError('unauthenticated', 'Send "Authorization: Bearer TOKEN". Make a token under Settings or with npm run token.')
  const token = await database.prisma.apiToken.findUnique({ where: { tokenHash: hashSecret(secret) } })
  if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= now)) {
    throw new AppError('unauthenticated', 'This token is not known, has expired or was revoked.')
  }
  const wait = await countUse(database, `token:${token.id}`, PER_TOKEN, now)
  if (wait > 0) throw new AppError('too_many', 'Too many requests with this token. Send more records in each.', { retryAfterSeconds: wait })
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > TOUCH_MS) {
    await database.prisma.apiToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } })
  }
  return { kind: 'token', id: token.id, name: token.name, scopes: token.scopes }
}

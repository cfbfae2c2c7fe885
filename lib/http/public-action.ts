import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { clientIp } from '@/lib/auth/client-ip'
import { AppError } from '@/lib/core/errors'
import { db } from '@/lib/db/client'
import type { ServiceContext } from '@/lib/services/context'
import { readForm, type ActionState } from './action'
import { toProblem } from './problem'
import { requestIdOf } from './request-context'
import { isSameOrigin } from './same-origin'

/** The context of somebody without a session, who proves what they may by what they hold. */
export async function anybody(): Promise<ServiceContext> {
  const headerStore = await headers()
  return { db: await db(), actor: { kind: 'system', id: null, name: 'anybody' }, now: new Date(), requestId: requestIdOf(headerStore), ip: clientIp(headerStore) }
}

/** Runs a verb for a form on a page without a session: our own origin, then the verb. Every error comes back as a state. */
export async function actForAnybody(form: FormData, verb: (ctx: ServiceContext, fields: Record<string, string | string[]>) => Promise<string>): Promise<ActionState> {
  const headerStore = await headers()
  try {
    if (!isSameOrigin(headerStore)) throw new AppError('forbidden', 'This request did not come from the page itself.')
    return { problem: null, values: {}, done: await verb(await anybody(), readForm(form)) }
  } catch (error) {
    unstable_rethrow(error)
    const { code, title, detail, requestId, errors } = toProblem(error, requestIdOf(headerStore))
    return { problem: { code, title, detail, requestId, errors }, values: {}, done: null }
  }
}

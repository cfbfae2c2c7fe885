import { clientIp } from '@/lib/auth/client-ip'
import { db } from '@/lib/db/client'
import { readStop, stopByLink } from '@/lib/services/approvals/cancel-request'
import { requestIdOf } from './request-context'

/** What a stop link would stop; null when it is dead. Nobody needs to be signed in. */
export const readWaiting = async (token: string) => readStop(await db(), token.slice(0, 100))

/** Stops it. Throws AppError('not_found') when the link is dead. */
export async function stopWaiting(token: string, headers: Headers): Promise<void> {
  await stopByLink(await db(), new Date(), token.slice(0, 100), { ip: clientIp(headers), requestId: requestIdOf(headers) })
}

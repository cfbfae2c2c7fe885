import { idAt } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import type { ServiceContext } from '../context'
import { placeOf, usualOf, type SignIn } from './places'

/** shared design, recovery tiers: from tier 3 on the first sign-ins are watched for 72 hours. */
export const WATCH_HOURS = 72
export const WATCHED_FROM_TIER = 3
/** How far back a place counts as usual. */
const USUAL_DAYS = 90
const MOST_SIGN_INS = 500

export type Watched = { accountId: string; ticketId: string; recoveryId: string; action: string; tier: number }

/** Begins the watch in the transaction of the recovery, with the places that the account signed in from before it. Below tier 3 nothing is watched. */
export async function startWatch(tx: Transaction, { now }: ServiceContext, watched: Watched): Promise<void> {
  if (watched.tier < WATCHED_FROM_TIER) return
  const since = new Date(now.getTime() - USUAL_DAYS * 86_400_000)
  const before = await tx.$queryRaw<SignIn[]>`
    SELECT host(ip) AS ip, user_agent, country, details->>'browser' AS browser FROM auth_event
     WHERE account_id = ${watched.accountId}::uuid AND at >= ${since} AND at <= ${now} AND outcome = 'success' AND hop IN ('auth', 'idp') AND coalesce(code, '') !~* 'token|refresh|exchange'
     ORDER BY at DESC LIMIT ${MOST_SIGN_INS}`
  await tx.watch.create({
    data: { id: idAt(now.getTime()), ...watched, startedAt: now, endsAt: new Date(now.getTime() + WATCH_HOURS * 3_600_000), usual: usualOf(before.map(placeOf)) },
    select: { id: true },
  })
}

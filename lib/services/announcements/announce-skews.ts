import { findSkews } from '../clocks/find-skews'
import type { ServiceContext } from '../context'
import { announce, byClient } from './announce'
import { openChannels } from './channels'

/** Announces each clock that sign-ins fail of, once a day for as long as it is off. Returns how many are off. For the background. */
export async function announceSkews(ctx: ServiceContext, channels = openChannels()): Promise<number> {
  if (channels.length === 0) return 0
  const { db, now } = ctx
  const environments = await db.prisma.environment.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
  let off = 0
  for (const { name: environment } of environments) {
    for (const { hop, clock, against, offsetMs, uncertaintyMs, attempts, seenAt, breaks } of await findSkews(ctx, { environment })) {
      const seconds = { offset: offsetMs / 1000, uncertainty: uncertaintyMs / 1000 }
      const title = `The clock of ${clock} is ${Math.abs(Math.round(seconds.offset))} s ${offsetMs > 0 ? 'ahead of' : 'behind'} that of ${against.clock}`
      await announce(byClient(db.pool), { type: 'clock.skewed', sameness: JSON.stringify(['clock.skewed', environment, hop, clock, now.toISOString().slice(0, 10)]), title, path: `/trends?environment=${encodeURIComponent(environment)}`, data: { environment, hop, clock, against: against.clock, ...seconds, attempts, seenAt, breaks } }, now, channels)
      off += 1
    }
  }
  return off
}

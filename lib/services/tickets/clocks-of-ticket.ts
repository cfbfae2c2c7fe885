import type { Database } from '@/lib/db/client'
import { holdsAt } from '../clocks/estimate-offset'
import { clockOf, sameClock } from '../clocks/pairs-of'
import { readClocks } from '../clocks/read-clocks'
import type { SkewFinding } from '../clocks/schema'
import { skewsOf } from '../clocks/skews-of'
import type { EventRow } from '../events/event-row'

/** Below a minute a clock is within the leeway that is usual where tokens and assertions are checked. */
const LEAST_MS = 60_000

/** A record of the ticket that was refused by a clock which surely is a minute off and more. */
export type RefusedByClock = { event: EventRow; skew: SkewFinding }

/** The refusals of a ticket that were made on a clock which was off at the time, the newest of each clock. A record that says itself by how much speaks for itself. */
export async function clocksOfTicket(db: Database, environment: string, events: readonly EventRow[]): Promise<RefusedByClock[]> {
  const refused = events.filter(({ outcome, details }) => outcome === 'failure' && details.clockSkewSeconds === undefined)
  if (refused.length === 0) return []
  const skews = skewsOf(await readClocks(db, environment)).filter(({ offsetMs, uncertaintyMs }) => Math.abs(offsetMs) - uncertaintyMs >= LEAST_MS)
  return skews.flatMap((skew) => {
    const event = refused.find((each) => sameClock(clockOf(each), skew) && holdsAt({ sinceAt: new Date(skew.sinceAt), seenAt: new Date(skew.seenAt) }, each.at))
    return event ? [{ event, skew }] : []
  })
}

/** The estimate as the record of a measurement, in the console's own JSON: a case file holds what is known of clocks as records that say so. */
export function measurementOf({ event, skew }: RefusedByClock): Record<string, unknown> {
  return {
    latchkey: 1,
    at: event.at.toISOString(),
    environment: event.environment,
    service: event.service,
    hop: event.hop,
    host: event.host,
    outcome: 'info',
    reason: 'success',
    // Positive: what others issue lies in the future of this clock, which is behind.
    details: { clockSkewSeconds: Math.round(-skew.offsetMs / 1000) },
  }
}

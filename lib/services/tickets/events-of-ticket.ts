import { identifierKey } from '@/lib/core/identifier'
import type { Database } from '@/lib/db/client'
import { EVENT_COLUMNS, type EventRow } from '../events/event-row'
import type { LoadedTicket } from './load-ticket'

const DAY = 86_400_000
const LOOK_BACK = 30 * DAY
const NEWEST = 160

/**
 * The newest events that concern a ticket, newest first: those of its account, or of its identifier where there is no
 * account. Records that decide nothing are left out unless they carry a detail.
 */
export async function eventsOfTicket(db: Database, ticket: LoadedTicket, now: Date): Promise<EventRow[]> {
  const since = new Date(now.getTime() - LOOK_BACK)
  const deciding = `(outcome <> 'info' OR details <> '{}'::jsonb)`
  if (ticket.account) {
    const { rows } = await db.pool.query<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM auth_event WHERE account_id = $1 AND at >= $2 AND ${deciding} ORDER BY at DESC, id DESC LIMIT ${NEWEST}`,
      [ticket.account.id, since],
    )
    return rows
  }
  if (!ticket.identifier) return []
  const { rows } = await db.pool.query<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM auth_event WHERE attempted_key = $1 AND environment = $2 AND at >= $3 AND ${deciding} ORDER BY at DESC, id DESC LIMIT ${NEWEST}`,
    [identifierKey(ticket.identifier), ticket.environment, since],
  )
  return rows
}

/** The last good sign-in before the failures, and the first and the last failure of the present trouble. */
export function courseOf(events: readonly EventRow[]): { lastGood: EventRow | null; firstFailed: EventRow | null; lastFailed: EventRow | null; failed: number } {
  const lastFailed = events.find(({ outcome }) => outcome === 'failure') ?? null
  // Somebody may get in between two failures, as with a drifting code or another browser: the trouble is then one.
  const failures = events.filter(({ outcome }) => outcome === 'failure')
  const gap = 3 * DAY
  let first = lastFailed
  for (const failure of failures) {
    if (first && first.at.getTime() - failure.at.getTime() > gap) break
    if (first && failure.reason === lastFailed?.reason) first = failure
  }
  const before = first ? events.find(({ outcome, at }) => outcome === 'success' && at < first.at) : events.find(({ outcome }) => outcome === 'success')
  return {
    lastGood: before ?? null,
    firstFailed: first,
    lastFailed,
    failed: first ? failures.filter(({ at }) => at >= first.at).length : 0,
  }
}

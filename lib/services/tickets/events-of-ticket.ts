import { identifierKey } from '@/lib/core/identifier'
import type { Database } from '@/lib/db/client'
import { attemptId } from '../events/attempts-of'
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

export type Course = { lastGood: EventRow | null; firstFailed: EventRow | null; lastFailed: EventRow | null; failed: number }

/** Failures of one reason with no more than this between them are one trouble, even when some attempts got in. */
const GAP = 3 * DAY
/** A failure this long before the report, with a good sign-in since, is another story that has ended. */
const ENDED = 7 * DAY

/**
 * The present trouble in events that are newest first: its first and its last failure, how many attempts failed, and the
 * last good sign-in before it. Tries of another reason belong to it while nobody got in between, as before a lock.
 */
export function courseOf(events: readonly EventRow[], reported: Date): Course {
  const none = { lastGood: events.find(({ outcome }) => outcome === 'success') ?? null, firstFailed: null, lastFailed: null, failed: 0 }
  const last = events.find(({ outcome }) => outcome === 'failure')
  if (!last || hasEnded(events, last, reported)) return none
  let first = last
  let gotIn = false
  for (const event of events.slice(events.indexOf(last) + 1)) {
    if (event.outcome === 'success') gotIn = true
    if (event.outcome !== 'failure') continue
    if (first.at.getTime() - event.at.getTime() > GAP) break
    if (event.reason === last.reason || !gotIn) first = event
    if (first === event) gotIn = false
  }
  return {
    lastGood: events.find(({ outcome, at }) => outcome === 'success' && at < first.at) ?? null,
    firstFailed: first,
    lastFailed: last,
    failed: new Set(events.filter(({ outcome, at }) => outcome === 'failure' && at >= first.at).map(attemptId)).size,
  }
}

function hasEnded(events: readonly EventRow[], last: EventRow, reported: Date): boolean {
  return reported.getTime() - last.at.getTime() > ENDED && events.some(({ outcome, at }) => outcome === 'success' && at > last.at)
}

/** The events that bear on the present trouble: failures long before it are of another story, good sign-ins always tell. */
export function bearingOn(events: readonly EventRow[], { firstFailed }: Course): EventRow[] {
  return events.filter(({ outcome, at }) => outcome !== 'failure' || (firstFailed !== null && at.getTime() >= firstFailed.at.getTime() - GAP))
}

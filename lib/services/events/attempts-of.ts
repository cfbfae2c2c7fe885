import type { EventRow } from './event-row'
import { decidingOf } from './get-trace'

/** What ties the records of one attempt together: the trace id, or the record itself where it has none. */
export const attemptId = ({ trace_id, id }: EventRow) => trace_id ?? id

/** The attempts in events that are newest first, each by the record that decided it. Records that decide nothing make none. */
export function attemptsOf(events: readonly EventRow[]): EventRow[] {
  const byAttempt = new Map<string, EventRow[]>()
  for (const event of events) byAttempt.set(attemptId(event), [event, ...(byAttempt.get(attemptId(event)) ?? [])])
  return [...byAttempt.values()].flatMap((records) => {
    const deciding = decidingOf(records)
    return deciding && (deciding.outcome === 'failure' || deciding.outcome === 'success') ? [deciding] : []
  })
}

import type { EventFacts } from '@/lib/evidence/event'
import { readLine } from '@/lib/formats/recognise'
import { splitRecords } from '@/lib/formats/split-records'

/** Records of a paste that count as evidence; the rest stays in the ticket to be read. */
const MOST = 200
/** A line that a program wrote: it begins with a time, or names a level or an exception. */
const LOGGED = /^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\b(?:ERROR|WARN|FATAL|SEVERE|Exception|Traceback|Caused by)\b/

const keyOf = (at: string | null | undefined, reason: string, traceId: string | null | undefined) => `${at ?? ''} ${reason} ${traceId ?? ''}`

/**
 * The log records in what was pasted into a ticket, as a case file carries them. A record that the database holds as well
 * is left out, so that nothing is counted twice. Pure.
 */
export function pastedRecords(intake: string | null, known: readonly { at: Date; reason: string; trace_id: string | null }[]): (string | { raw: object })[] {
  if (!intake) return []
  const there = new Set(known.map(({ at, reason, trace_id }) => keyOf(at.toISOString(), reason, trace_id)))
  const twice = ({ at, reason, traceId }: EventFacts) => there.has(keyOf(at === null ? null : new Date(at).toISOString(), reason, traceId))
  return splitRecords(intake)
    .flatMap((record) => {
      if (!('value' in record)) return []
      const { value } = record
      const read = readLine(value)
      if (read ? twice(read.facts) : typeof value !== 'string' || !LOGGED.test(value)) return []
      return [typeof value === 'string' ? value : { raw: value }]
    })
    .slice(0, MOST)
}

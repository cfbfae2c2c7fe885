import type { SpanItem, TraceItem } from '@/components/event/trace-card'
import type { EventRow } from '@/lib/services/events/event-row'
import type { Trace } from '@/lib/services/events/get-trace'

const words = (text: string) => text.replaceAll('_', ' ')

/** What a hop found, in a few words. */
function label(event: EventRow): string | null {
  if (event.outcome === 'failure') return `refused here: ${event.rule ?? event.code ?? event.reason}`
  if (event.outcome === 'challenge') return words(event.reason)
  return event.message ?? (event.outcome === 'success' ? 'let through' : null)
}

export const traceItem = (trace: Trace): TraceItem => ({
  totalMs: trace.totalMs,
  missing: trace.missing,
  gaps: trace.gaps,
  spans: trace.spans.map(
    ({ event, startMs, offsetMs, corrected, known, refused }): SpanItem => ({
      id: event.id,
      hop: event.hop,
      host: event.host,
      service: event.service,
      version: event.version,
      startMs,
      durationMs: event.duration_ms,
      offsetMs,
      corrected,
      known: known && { against: known.outer.clock, uncertaintyMs: known.uncertaintyMs, attempts: known.attempts },
      refused,
      label: label(event),
    }),
  ),
})

const UNITS: Readonly<Record<string, (value: number) => string>> = {
  pageAgeSeconds: (value) => `page ${Math.floor(value / 60)} min ${Math.round(value % 60)} s old`,
  tokenLifetimeSeconds: (value) => `token lives ${Math.round(value / 60)} min`,
  totpOffsetSteps: (value) => `code off by ${value > 0 ? '+' : '−'}${Math.abs(value)} steps of 30 s`,
  deliverySeconds: (value) => `delivered after ${value} s`,
  validitySeconds: (value) => `valid for ${value} s`,
  clockSkewSeconds: (value) => `clocks ${Math.abs(value)} s apart`,
  count: (value) => `${value} tries`,
  limit: (value) => `${value} allowed`,
}

/** The details of a record that a person can read, in one line: compared values, ages, offsets. */
export function detailWords({ details }: EventRow): string | null {
  const measured = Object.entries(UNITS).flatMap(([key, say]) => {
    const value = (details as Record<string, unknown>)[key] // keyed by the same names as the schema
    return typeof value === 'number' ? [say(value)] : []
  })
  const parts = [
    details.compared && details.expected !== undefined && details.actual !== undefined ? `${details.compared}: expected ${details.expected}, came ${details.actual}` : null,
    details.compared === 'groups' && details.groups ? `groups that came: ${details.groups.join(', ') || 'none'}` : null,
    details.hashAlgorithm && details.verifiers ? `cannot read ${details.hashAlgorithm}; verifies ${details.verifiers.join(', ')}` : null,
    details.refreshed === false ? 'no refresh call since page load' : null,
    details.cookiePresent === false ? `cookie did not come back${details.embedded ? ', page inside another site' : ''}${details.browser ? `, ${details.browser}` : ''}` : null,
    details.factorLabel ? `asked for ${details.factorLabel}` : null,
    details.sessionStartedAt ? `session of ${details.sessionStartedAt.slice(0, 10)}` : null,
    ...measured,
  ]
  const said = parts.filter(Boolean)
  return said.length ? said.join('; ') : null
}

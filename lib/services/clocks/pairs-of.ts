import type { Hop } from '@/lib/evidence/vocabulary'
import type { ClockPair } from './estimate-offset'

/** A record as far as its clock goes. */
export type ClockRecord = { trace_id: string; hop: Hop; host: string | null; service: string | null; at: Date; duration_ms: number }
/** Whose clock it is: a hop on a host, or in a service where no host is named. */
export type ClockName = { hop: Hop; clock: string }
export type SeenPair = { outer: ClockName; inner: ClockName; traceId: string; pair: ClockPair }

/** Hops that wait for what they call, outermost first. A browser's clock is its owner's, and mail goes its own way. */
export const OUTER = ['edge', 'gateway', 'auth'] as const satisfies readonly Hop[]
export const INNER = ['gateway', 'auth', 'user_store', 'idp', 'api'] as const satisfies readonly Hop[]
/** Records of one trace further apart than this are not of one attempt. */
export const FURTHEST_MS = 86_400_000

export const clockOf = ({ hop, host, service }: Pick<ClockRecord, 'hop' | 'host' | 'service'>): ClockName => ({ hop, clock: host ?? service ?? hop })
export const sameClock = (a: ClockName, b: ClockName) => a.hop === b.hop && a.clock === b.clock

/**
 * The pairs of clocks that one attempt passed: its outermost hop with each hop within. A hop that logged more than once
 * (a retry, a second request) tells nothing, since nobody knows which lay within which.
 */
export function pairsOf(records: readonly ClockRecord[]): SeenPair[] {
  const single = (hop: Hop) => {
    const own = records.filter((record) => record.hop === hop)
    return own.length === 1 ? own[0] : undefined
  }
  const outermost = OUTER.find((hop) => records.some((record) => record.hop === hop))
  const outer = outermost && single(outermost)
  if (!outer || outer.duration_ms <= 0) return []
  return INNER.slice(INNER.findIndex((hop) => hop === outermost) + 1).flatMap((hop) => {
    const inner = single(hop)
    if (!inner || clockOf(inner).clock === clockOf(outer).clock) return []
    const apartMs = inner.at.getTime() - outer.at.getTime()
    if (Math.abs(apartMs) > FURTHEST_MS || inner.duration_ms > outer.duration_ms) return []
    return [{ outer: clockOf(outer), inner: clockOf(inner), traceId: outer.trace_id, pair: { at: outer.at.getTime(), outerMs: outer.duration_ms, apartMs, innerMs: inner.duration_ms } }]
  })
}

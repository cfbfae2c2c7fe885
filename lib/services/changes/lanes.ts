import { HOUR, type Hours } from './hours'
import type { Lanes, ReviewState, ServiceLane } from './schema'

const BARS = 72
const REASONS = 6
const SERVICES = 8

export type LaneChange = { id: string; at: Date; environment: string; service: string; from: string | null; to: string | null; summary: string; review: { state: ReviewState } | null }

/**
 * Failures by reason in at most 72 bars, the commonest six reasons, and the services that changed with what they ran, in
 * the order of their first change; `others` failures have reasons that are not shown. `rankOf` is a change's number in the
 * list. Pure.
 */
export function lanesOf(hours: Hours, from: Date, changes: readonly LaneChange[], rankOf: (id: string) => number | null, rose: (id: string) => boolean): Lanes {
  const first = Math.max(0, Math.floor((from.getTime() - hours.start) / HOUR))
  const hoursPerBar = Math.max(1, Math.ceil((hours.length - first) / BARS))
  const bars = Math.max(1, Math.ceil((hours.length - first) / hoursPerBar))
  const byReason = new Map<string, number[]>()
  for (const { reason, failing, counts } of hours.series) {
    if (!failing) continue
    const lane = byReason.get(reason) ?? new Array<number>(bars).fill(0)
    for (let slot = first; slot < hours.length; slot++) {
      const bar = Math.floor((slot - first) / hoursPerBar)
      lane[bar] = (lane[bar] ?? 0) + (counts[slot] ?? 0)
    }
    byReason.set(reason, lane)
  }
  const reasons = [...byReason].map(([reason, counts]) => ({ reason, counts, total: counts.reduce((sum, count) => sum + count, 0) })).filter(({ total }) => total > 0).sort((a, b) => b.total - a.total)
  return {
    start: new Date(hours.start + first * HOUR).toISOString(),
    hoursPerBar,
    reasons: reasons.slice(0, REASONS),
    services: servicesOf(changes, rankOf, rose),
    others: reasons.slice(REASONS).reduce((sum, { total }) => sum + total, 0),
  }
}

/** Those with a numbered change first. */
function servicesOf(changes: readonly LaneChange[], rankOf: (id: string) => number | null, rose: (id: string) => boolean): ServiceLane[] {
  const lanes = new Map<string, ServiceLane>()
  for (const change of [...changes].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const { id, environment, service, to, at, review, summary } = change
    const lane = lanes.get(`${environment}\0${service}`) ?? { environment, service, steps: [] }
    // What ran before the first change of the window, where that change says so.
    if (lane.steps.length === 0 && change.from) lane.steps.push({ id: `${id}-before`, rank: null, at: '', label: change.from, state: null, rose: false })
    lane.steps.push({ id, rank: rankOf(id), at: at.toISOString(), label: to ?? summary, state: review?.state ?? null, rose: rose(id) })
    lanes.set(`${environment}\0${service}`, lane)
  }
  const numbered = ({ steps }: ServiceLane) => (steps.some(({ rank }) => rank !== null) ? 0 : 1)
  return [...lanes.values()].sort((a, b) => numbered(a) - numbered(b)).slice(0, SERVICES).sort((a, b) => a.environment.localeCompare(b.environment) || a.service.localeCompare(b.service))
}

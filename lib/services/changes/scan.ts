import { compareShares, type Comparison, type Counted } from './compare-rates'

/** Counts of one scope (a reason, of a service or of all) in slots of time, each with its beginning in epoch ms. */
export type Scope = { reason: string | null; service: string | null; failures: Float64Array; signIns: Float64Array; effect: number }

/** The stretch after a candidate in which failures stand out most from all other time. */
export type Stretch = {
  reason: string | null
  service: string | null
  until: number
  inside: Counted
  outside: Counted
  /** Log-likelihood ratio in nats, divided by the design effect: comparable between candidates of one window. */
  score: number
  /** Adjusted for all scopes and ends that were looked at. */
  comparison: Comparison
}

const HOUR = 3_600_000
/** What is broken is put right after an hour, or a day, or not yet. */
const LENGTHS = [1, 2, 4, 8, 24, 72].map((hours) => hours * HOUR)

const term = (count: number, of: number) => (count > 0 ? count * Math.log(count / of) : 0)
const likelihood = (failures: number, signIns: number) => term(failures, signIns) + term(signIns - failures, signIns)

/**
 * How much likelier the counts are with a share of failures of its own inside a stretch than with one share for all: 0
 * where it is not higher inside. The scan statistic for the Bernoulli model (M. Kulldorff, A Spatial Scan Statistic,
 * Communications in Statistics 26, 1997), in time alone.
 */
export function standsOut(inside: Counted, all: Counted): number {
  const outside = { failures: all.failures - inside.failures, signIns: all.signIns - inside.signIns }
  if (inside.signIns === 0 || outside.signIns === 0 || inside.failures * outside.signIns <= outside.failures * inside.signIns) return 0
  return likelihood(inside.failures, inside.signIns) + likelihood(outside.failures, outside.signIns) - likelihood(all.failures, all.signIns)
}

export type Scanned = { starts: Float64Array; scopes: Scope[]; sums: { failures: Float64Array; signIns: Float64Array }[] }

const running = (values: Float64Array) => {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, index) => (sums[index + 1] = (sums[index] ?? 0) + value))
  return sums
}

/** Prepares scopes over common slots, which are in order of time. */
export const prepare = (starts: Float64Array, scopes: Scope[]): Scanned => ({ starts, scopes, sums: scopes.map(({ failures, signIns }) => ({ failures: running(failures), signIns: running(signIns) })) })

/** The first slot that begins at a time or after it. */
function slotAt(starts: Float64Array, at: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Whose failures a change can be judged by: those of all services, and those of its own. */
const concerns = (scope: Scope, service: string) => scope.service === null || scope.service === service

/** The stretch from a time on that stands out most, over all scopes that concern the service and all lengths. Null where none does. */
export function scanFrom({ starts, scopes, sums }: Scanned, at: number, service: string): Stretch | null {
  const first = slotAt(starts, at)
  const ends = [...new Set([...LENGTHS.map((length) => slotAt(starts, at + length)), starts.length])].filter((end) => end > first)
  let best: Omit<Stretch, 'comparison'> & { effect: number } | null = null
  let looked = 0
  for (const [index, scope] of scopes.entries()) {
    if (!concerns(scope, service)) continue
    const { failures, signIns } = sums[index] ?? { failures: new Float64Array(), signIns: new Float64Array() }
    const all = { failures: failures[starts.length] ?? 0, signIns: signIns[starts.length] ?? 0 }
    for (const end of ends) {
      looked += 1
      const inside = { failures: (failures[end] ?? 0) - (failures[first] ?? 0), signIns: (signIns[end] ?? 0) - (signIns[first] ?? 0) }
      const score = standsOut(inside, all) / scope.effect
      if (score <= (best?.score ?? 0)) continue
      const outside = { failures: all.failures - inside.failures, signIns: all.signIns - inside.signIns }
      best = { reason: scope.reason, service: scope.service, until: starts[end] ?? Infinity, inside, outside, score, effect: scope.effect }
    }
  }
  if (!best) return null
  const { effect, ...stretch } = best
  const one = compareShares(stretch.outside, stretch.inside, effect)
  // Bonferroni over what was looked at: the best of many is no single comparison.
  return { ...stretch, comparison: { ...one, pRise: Math.min(1, one.pRise * looked), pLeast: Math.min(1, one.pLeast * looked) } }
}

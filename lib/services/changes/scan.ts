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
  effect: number
  /** How many scopes and lengths it is the best of. */
  looked: number
}

const HOUR = 3_600_000
/** What is broken is put right after an hour, or a day, or not yet. */
const LENGTHS = [1, 2, 4, 8, 24, 72].map((hours) => hours * HOUR)

const term = (count: number, of: number) => (count > 0 ? count * Math.log(count / of) : 0)
const likelihood = (failures: number, signIns: number) => term(failures, signIns) + term(signIns - failures, signIns)

/**
 * How much likelier the counts are with a share of failures of its own inside a stretch than with one share for all: 0
 * where it is not higher inside. The scan statistic for the Bernoulli model (M. Kulldorff, A Spatial Scan Statistic,
 * Communications in Statistics 26, 1997), in time alone. `alike`: the likelihood with one share, which is the same for
 * every stretch.
 */
export function standsOut(inside: Counted, all: Counted, alike = likelihood(all.failures, all.signIns)): number {
  const [failures, signIns] = [all.failures - inside.failures, all.signIns - inside.signIns]
  if (inside.signIns === 0 || signIns === 0 || inside.failures * signIns <= failures * inside.signIns) return 0
  return likelihood(inside.failures, inside.signIns) + likelihood(failures, signIns) - alike
}

export type Scanned = { starts: Float64Array; scopes: Scope[]; sums: { failures: Float64Array; signIns: Float64Array }[] }

const running = (values: Float64Array) => {
  const sums = new Float64Array(values.length + 1)
  values.forEach((value, index) => (sums[index + 1] = (sums[index] ?? 0) + value))
  return sums
}

/** Prepares scopes over common slots, which are in order of time. */
export function prepare(starts: Float64Array, scopes: Scope[]): Scanned {
  // The sign-ins are the same for all: summed once.
  const known = new Map<Float64Array, Float64Array>()
  const signInsOf = (values: Float64Array) => known.get(values) ?? known.set(values, running(values)).get(values) ?? running(values)
  return { starts, scopes, sums: scopes.map(({ failures, signIns }) => ({ failures: running(failures), signIns: signInsOf(signIns) })) }
}

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

/** Slots by which an end is moved as long as that is better: a trouble of six hours is no trouble of four or of eight. */
const STEPS = [16, 8, 4, 2, 1]

/** The best of some ends, and then of those beside it. */
function climb(worth: (end: number) => number, ends: readonly number[]): number {
  let best = ends[0] ?? 0
  let most = worth(best)
  const take = (end: number) => {
    const value = worth(end)
    if (value <= most) return false
    ;[best, most] = [end, value]
    return true
  }
  ends.forEach(take)
  for (const step of STEPS) while (take(best + step) || take(best - step));
  return best
}

/**
 * For each reason (null for all of them) the stretch from a time on that stands out most, over all scopes that concern the
 * service and all lengths; reasons of which none does are left out.
 */
export function scanFrom({ starts, scopes, sums }: Scanned, at: number, service: string): Stretch[] {
  const first = slotAt(starts, at)
  const ends = [...new Set([...LENGTHS.map((length) => slotAt(starts, at + length)), starts.length])].filter((end) => end > first)
  const best = new Map<string | null, Stretch>()
  const concerned = scopes.map((scope, index) => ({ scope, sum: sums[index] })).filter(({ scope }) => concerns(scope, service))
  for (const { scope, sum } of concerned) {
    if (!sum) continue
    const upTo = (end: number): Counted => ({ failures: sum.failures[end] ?? 0, signIns: sum.signIns[end] ?? 0 })
    const [all, before] = [upTo(starts.length), upTo(first)]
    const inside = (end: number): Counted => ({ failures: (sum.failures[end] ?? 0) - before.failures, signIns: (sum.signIns[end] ?? 0) - before.signIns })
    const alike = likelihood(all.failures, all.signIns)
    const end = climb((at) => (at > first && at <= starts.length ? standsOut(inside(at), all, alike) : -1), ends)
    const within = inside(end)
    const score = standsOut(within, all, alike) / scope.effect
    if (score <= (best.get(scope.reason)?.score ?? 0)) continue
    const outside = { failures: all.failures - within.failures, signIns: all.signIns - within.signIns }
    best.set(scope.reason, { reason: scope.reason, service: scope.service, until: starts[end] ?? Infinity, inside: within, outside, score, effect: scope.effect, looked: concerned.length * (starts.length - first) })
  }
  return [...best.values()]
}

/** What a test says of a stretch. Bonferroni over what was looked at: the best of many is no single comparison. */
export function testOf({ inside, outside, effect, looked }: Stretch): Comparison {
  const one = compareShares(outside, inside, effect)
  return { ...one, pRise: Math.min(1, one.pRise * looked), pLeast: Math.min(1, one.pLeast * looked) }
}

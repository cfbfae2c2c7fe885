import type { Against, Baseline } from './schema'

/** Scales the median of distances to a standard deviation, were they normal (Rousseeuw and Croux 1993). */
const NORMAL = 1.4826
/** Spreads from the median from which on a figure is no longer usual. */
const FAR = 3
/** Fewer than this are a person or two, whatever is usual. */
const FEW = 5

/** The middle of values, or the mean of the two in the middle. Zero for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/**
 * What is usual by the same time of earlier weeks: the median, which one bad week does not move, and the spread, the
 * median distance from it scaled to a standard deviation. `least` is a spread that chance alone brings: for counts the
 * square root of the median, and one. Null without an earlier week.
 */
export function baselineOf(weeks: readonly number[], least: (median: number) => number = (middle) => Math.sqrt(Math.max(1, middle))): Baseline | null {
  if (weeks.length === 0) return null
  const middle = median(weeks)
  const spread = NORMAL * median(weeks.map((value) => Math.abs(value - middle)))
  return { median: middle, spread: Math.max(spread, least(middle)), weeks: weeks.length }
}

/** What is usual of bars together: medians add up, spreads as those of independent counts do. Null where a bar has none. */
export function together(bars: readonly (Baseline | null)[]): Baseline | null {
  const known = bars.filter((bar) => bar !== null)
  if (known.length === 0 || known.length < bars.length) return null
  return { median: known.reduce((sum, bar) => sum + bar.median, 0), spread: Math.hypot(...known.map(({ spread }) => spread)), weeks: Math.min(...known.map(({ weeks }) => weeks)) }
}

/** A count against its baseline. */
export function againstUsual(now: number, usual: Baseline | null): Against {
  if (usual === null) return { now, usual, reading: 'unknown' }
  const distance = now - usual.median
  const far = Math.abs(distance) > FAR * usual.spread && Math.abs(distance) >= FEW
  return { now, usual, reading: far ? (distance > 0 ? 'above' : 'below') : 'usual' }
}

/** Seconds against a baseline: a tenth of the median, or a second, is no difference. */
export function secondsAgainst(now: number, weeks: readonly number[]): Against {
  const usual = baselineOf(weeks, (middle) => Math.max(1, middle / 10))
  if (usual === null) return { now, usual, reading: 'unknown' }
  const distance = now - usual.median
  return { now, usual, reading: Math.abs(distance) > FAR * usual.spread ? (distance > 0 ? 'above' : 'below') : 'usual' }
}

/**
 * The value below which a share of counted values lies, read from buckets: `within[i]` of `count` took at most
 * `bounds[i]`. Straight within a bucket, as Prometheus does it; what lies beyond the last bound is at least that.
 */
export function quantile(share: number, bounds: readonly number[], within: readonly number[], count: number): number | null {
  if (count === 0) return null
  const rank = share * count
  const index = within.findIndex((reached) => reached >= rank)
  if (index < 0) return bounds.at(-1) ?? null
  const [low, before] = index === 0 ? [0, 0] : [bounds[index - 1] ?? 0, within[index - 1] ?? 0]
  const inside = (within[index] ?? 0) - before
  return low + ((bounds[index] ?? low) - low) * (inside === 0 ? 1 : (rank - before) / inside)
}

/** One attempt seen by two clocks: when the outer hop was logged, how long each took, and how much later the inner was logged by its own clock. Milliseconds. */
export type ClockPair = { at: number; outerMs: number; apartMs: number; innerMs: number }

/** By how much the inner clock is ahead of the outer (negative = behind), how far off that may be, and from how many attempts. Milliseconds. */
export type Offset = { offsetMs: number; uncertaintyMs: number; attempts: number }

/** Attempts from which on anything is said: as many as the clock filter of RFC 5905, section 10, keeps. */
export const FEWEST = 8
/** What a clock that nobody disciplines may drift: 15 parts in a million (RFC 5905, PHI). */
const DRIFT = 15e-6
/** Times and durations come in whole milliseconds: each of two ends is up to one off. */
const ROUNDING_MS = 2
/** The share of attempts that must agree; the rest are retries and calls that did not lie within the other. */
const AGREE = 0.9

type Interval = { low: number; high: number }

/** Each hop may write its record when it begins or when it ends, and hardly any log says which. */
const READINGS = [
  { outerEnds: false, innerEnds: false },
  { outerEnds: true, innerEnds: true },
  { outerEnds: true, innerEnds: false },
  { outerEnds: false, innerEnds: true },
]

/** A log of whole seconds has cut off up to one. */
const cutOff = (at: number) => (at % 1000 === 0 ? 1000 : 0)

/**
 * Where the offset lies by one attempt: RFC 5905, section 8, with the outer hop as the client. However the delay is shared
 * between the way in and the way back, the error is at most half of it.
 */
function boundsOf({ at, outerMs, apartMs, innerMs }: ClockPair, { outerEnds, innerEnds }: (typeof READINGS)[number], newest: number): Interval {
  const t1 = outerEnds ? -outerMs : 0
  const t4 = t1 + outerMs
  const t2 = apartMs - (innerEnds ? innerMs : 0)
  const t3 = t2 + innerMs
  const offset = (t2 - t1 + (t3 - t4)) / 2
  const delay = t4 - t1 - (t3 - t2)
  const half = delay / 2 + ROUNDING_MS + DRIFT * Math.max(0, newest - at)
  return { low: offset - half - cutOff(at), high: offset + half + cutOff(at + apartMs) }
}

/** The stretch that lies in at least so many intervals, from its lowest point to its highest; null where there is none. RFC 5905, section 11.2.1. */
function agreed(intervals: readonly Interval[], least: number): Interval | null {
  const edges = intervals.flatMap(({ low, high }) => [{ at: low, by: 1 }, { at: high, by: -1 }]).sort((a, b) => a.at - b.at || b.by - a.by)
  let within = 0
  let found: Interval | null = null
  for (const { at, by } of edges) {
    const enough = within >= least
    within += by
    if (by > 0 && within >= least) found ??= { low: at, high: at }
    if (by < 0 && enough && found) found.high = at
  }
  return found
}

/**
 * The offset between two clocks from attempts that both saw, the inner hop within the outer. Every reading of the log
 * under which nine of ten attempts agree counts, so that the truth lies within the uncertainty whichever is right. Null
 * where too few attempts tell, or where they contradict each other (a clock that was just set; one name for two machines).
 */
export function estimateOffset(pairs: readonly ClockPair[]): Offset | null {
  const nested = pairs.filter(({ outerMs, innerMs }) => outerMs > 0 && innerMs >= 0 && outerMs >= innerMs)
  if (nested.length < FEWEST) return null
  const newest = Math.max(...nested.map(({ at }) => at))
  const found = READINGS.flatMap((reading) => agreed(nested.map((pair) => boundsOf(pair, reading, newest)), Math.ceil(AGREE * nested.length)) ?? [])
  if (found.length === 0) return null
  const low = Math.min(...found.map((each) => each.low))
  const high = Math.max(...found.map((each) => each.high))
  return { offsetMs: (low + high) / 2, uncertaintyMs: (high - low) / 2, attempts: nested.length }
}

/** The offset as it is now: by all attempts, newest first, or by the newest half, quarter … where a clock was set meanwhile. */
export function estimateLatest(pairs: readonly ClockPair[]): Offset | null {
  for (let count = pairs.length; count >= FEWEST; count = Math.floor(count / 2)) {
    const found = estimateOffset(pairs.slice(0, count))
    if (found) return found
  }
  return null
}

/** Smaller offsets change nothing about an attempt. */
const LEAST_MS = 100

/** Whether the clocks surely differ, by as much as matters. */
export const isApart = ({ offsetMs, uncertaintyMs }: Pick<Offset, 'offsetMs' | 'uncertaintyMs'>) => Math.abs(offsetMs) > uncertaintyMs && Math.abs(offsetMs) >= LEAST_MS

/** What was measured counts from an hour before the first attempt that says so until an hour after the last. */
const HOLDS_MS = 3_600_000

export const holdsAt = ({ sinceAt, seenAt }: { sinceAt: Date; seenAt: Date }, at: Date) => at.getTime() > sinceAt.getTime() - HOLDS_MS && at.getTime() < seenAt.getTime() + HOLDS_MS

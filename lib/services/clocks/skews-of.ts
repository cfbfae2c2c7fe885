import { LIMITS, type SkewFinding } from './schema'
import { sameClock, type ClockName } from './pairs-of'
import type { KnownOffset } from './read-clocks'

/** The lowest limit that a skew surely breaks; below it nothing is found. */
const surely = ({ offsetMs, uncertaintyMs }: KnownOffset) => Math.abs(offsetMs) - uncertaintyMs
const isBroken = (pair: KnownOffset) => surely(pair) >= LIMITS[0].ms

const keyOf = ({ hop, clock }: ClockName) => `${hop} ${clock}`

/**
 * The clocks that are off by a limit and more, each once, the furthest first. Of two clocks that differ the one is blamed
 * that differs from more of the others; where neither does, the inner, since the edge is what the rest is compared with. Pure.
 */
export function skewsOf(clocks: readonly KnownOffset[]): SkewFinding[] {
  const share = (name: ClockName) => {
    const own = clocks.filter(({ outer, inner }) => sameClock(outer, name) || sameClock(inner, name))
    return own.filter(isBroken).length / own.length
  }
  const found = new Map<string, SkewFinding>()
  for (const pair of clocks.filter(isBroken).sort((a, b) => a.uncertaintyMs - b.uncertaintyMs)) {
    const outerIsOff = share(pair.outer) > share(pair.inner)
    const [off, against] = outerIsOff ? [pair.outer, pair.inner] : [pair.inner, pair.outer]
    if (found.has(keyOf(off))) continue
    const breaks = LIMITS.filter(({ ms }) => surely(pair) >= ms).map((limit) => limit.breaks)
    found.set(keyOf(off), { ...off, against, offsetMs: outerIsOff ? -pair.offsetMs : pair.offsetMs, uncertaintyMs: pair.uncertaintyMs, attempts: pair.attempts, traceId: pair.traceId, sinceAt: pair.sinceAt.toISOString(), seenAt: pair.seenAt.toISOString(), breaks })
  }
  return [...found.values()].sort((a, b) => Math.abs(b.offsetMs) - Math.abs(a.offsetMs))
}

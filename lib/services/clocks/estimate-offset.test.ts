import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '@/lib/demo/random'
import { estimateLatest, estimateOffset, FEWEST, isApart, type ClockPair } from './estimate-offset'

const START = Date.parse('2026-11-24T09:00:00.123Z')

type History = { seed: number; skew: number; count: number; least: number; spread: number; asymmetry: number; outerEnds: boolean; innerEnds: boolean; strays: number }

/** Attempts as two logs would tell them: what the inner took, and what the way in and back took, are drawn anew for each. */
function plant({ seed, skew, count, least, spread, asymmetry, outerEnds, innerEnds, strays }: History): ClockPair[] {
  const random = new Random(`clock ${seed}`)
  let at = START
  return Array.from({ length: count }, (_, n) => {
    at += random.int(200, 60_000)
    const innerMs = random.int(least, least + spread)
    const way = Math.round(-Math.log(1 - random.next()) * 20) + 1
    const there = Math.round(way * asymmetry)
    const outerMs = innerMs + way
    const stray = n < strays ? random.int(-30_000, 30_000) : 0
    return { at: at + (outerEnds ? outerMs : 0), outerMs, innerMs, apartMs: Math.round(there + (innerEnds ? innerMs : 0) - (outerEnds ? outerMs : 0) + skew) + stray }
  })
}

const history = fc.record({
  seed: fc.nat(), skew: fc.integer({ min: -900_000, max: 900_000 }), count: fc.integer({ min: 20, max: 128 }), least: fc.integer({ min: 1, max: 300 }), spread: fc.integer({ min: 0, max: 800 }),
  asymmetry: fc.float({ min: 0, max: 1, noNaN: true }), outerEnds: fc.boolean(), innerEnds: fc.boolean(), strays: fc.integer({ min: 0, max: 2 }),
})
const withinBounds = (given: History) => {
  const found = estimateOffset(plant(given))
  return found !== null && Math.abs(found.offsetMs - given.skew) <= found.uncertaintyMs
}

describe('the offset between two clocks', () => {
  it('is found within the stated uncertainty in 95% of planted histories and more, however the logs write their times', () => {
    const planted = fc.sample(history, { numRuns: 2_000, seed: 5905 })
    expect(planted.filter(withinBounds).length / planted.length).toBeGreaterThanOrEqual(0.95)
  })

  it('is stated tightly enough to be of use: within half a second where calls are short', () => {
    const planted = fc.sample(history, { numRuns: 500, seed: 7 }).map((given) => ({ ...given, least: 1, spread: 240 }))
    const wide = planted.filter((given) => (estimateOffset(plant(given))?.uncertaintyMs ?? Infinity) > 500)
    expect(wide.length / planted.length).toBeLessThan(0.02)
  })

  it('is not claimed where there is none', () => {
    fc.assert(fc.property(history, (given) => {
      const found = estimateOffset(plant({ ...given, skew: 0 }))
      expect(found !== null && isApart(found)).toBe(false)
    }), { numRuns: 500 })
  })

  it('is off by at most the least delay, even when the whole way lies on one side', () => {
    fc.assert(fc.property(fc.record({ seed: fc.nat(), skew: fc.integer({ min: -9e5, max: 9e5 }), asymmetry: fc.constantFrom(0, 1) }), (given) => {
      // Durations that vary far more than the way tell how the times are written, so that the readings which mix them fall out (both at the beginning, or both at the end, stay: each bounds it by half the delay on its side); and no time passes, so that nothing drifts.
      const pairs = plant({ ...given, count: 128, least: 1, spread: 20_000, outerEnds: false, innerEnds: false, strays: 0 }).map((pair) => ({ ...pair, at: START, apartMs: pair.apartMs }))
      const whole = pairs.some(({ at, apartMs }) => (at + apartMs) % 1000 === 0)
      const found = estimateOffset(pairs)
      const delays = pairs.map(({ outerMs, innerMs }) => outerMs - innerMs).sort((a, b) => a - b)
      expect(Math.abs((found?.offsetMs ?? Infinity) - given.skew)).toBeLessThanOrEqual(found?.uncertaintyMs ?? 0)
      // One in ten may be a stray, so the bound is the delay of which a tenth are shorter.
      if (!whole) expect(found?.uncertaintyMs).toBeLessThanOrEqual((delays[Math.ceil(delays.length * 0.1)] ?? 0) + 2)
    }), { numRuns: 200 })
  })

  it('moves with the clock: a shift of every record shifts the estimate and nothing else', () => {
    fc.assert(fc.property(history, fc.integer({ min: -1e6, max: 1e6 }), (given, by) => {
      const pairs = plant(given).map((pair) => ({ ...pair, at: pair.at - (pair.at % 1000) + 1, apartMs: pair.apartMs - (pair.apartMs % 1000) + 7 }))
      const [before, after] = [estimateOffset(pairs), estimateOffset(pairs.map((pair) => ({ ...pair, apartMs: pair.apartMs + by * 1000 })))]
      expect(after === null).toBe(before === null)
      expect(after?.uncertaintyMs ?? 0).toBeCloseTo(before?.uncertaintyMs ?? 0, 3)
      expect((after?.offsetMs ?? 0) - (before?.offsetMs ?? 0)).toBeCloseTo(before ? by * 1000 : 0, 3)
    }), { numRuns: 200 })
  })

  it('is told of a log that writes whole seconds, within a second', () => {
    const pairs = plant({ seed: 1, skew: 245_000, count: 64, least: 20, spread: 200, asymmetry: 0.3, outerEnds: false, innerEnds: false, strays: 0 })
    const found = estimateOffset(pairs.map((pair) => ({ ...pair, apartMs: Math.floor((pair.at + pair.apartMs) / 1000) * 1000 - pair.at })))
    expect(Math.abs((found?.offsetMs ?? 0) - 245_000)).toBeLessThanOrEqual(found?.uncertaintyMs ?? 0)
    expect(found?.uncertaintyMs).toBeLessThan(1_000)
  })

  it('is not told from too few, from calls that lie nowhere near each other, nor where the inner took longer', () => {
    const base = { seed: 3, skew: 60_000, count: FEWEST - 1, least: 5, spread: 50, asymmetry: 0.5, outerEnds: false, innerEnds: false, strays: 0 }
    expect(estimateOffset(plant(base))).toBeNull()
    expect(estimateOffset(plant({ ...base, count: 64, strays: 40 }))).toBeNull()
    expect(estimateOffset(plant({ ...base, count: 64 }).map((pair) => ({ ...pair, innerMs: pair.outerMs + 1 })))).toBeNull()
  })

  it('is told by the newest attempts alone of a clock that was set meanwhile', () => {
    const later = (ms: number) => (pair: ClockPair) => ({ ...pair, at: pair.at + ms })
    const [before, after] = [-240_000, 0].map((skew, n) => plant({ seed: 4, skew, count: 40, least: 5, spread: 50, asymmetry: 0.5, outerEnds: false, innerEnds: false, strays: 0 }).map(later(n * 7_200_000)).toReversed())
    const all = [...(after ?? []), ...(before ?? [])]
    expect(estimateOffset(all)).toBeNull()
    const now = estimateLatest(all)
    expect(now && Math.abs(now.offsetMs) <= now.uncertaintyMs && now.uncertaintyMs < 100).toBe(true)
    expect(estimateLatest(all.slice(36, 60))?.offsetMs ?? null).toBeNull()
  })
})

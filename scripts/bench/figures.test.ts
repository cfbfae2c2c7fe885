import { describe, expect, it } from 'vitest'
import { seeded } from '@/lib/testing/seeded'
import { interval, percentile } from './figures'

const p95 = (samples: readonly number[]) => percentile(samples, 0.95)
const median = ([samples = []]: readonly (readonly number[])[]) => percentile(samples, 0.5)

describe('the interval of a figure', () => {
  it('is the figure itself where all samples are alike', () => expect(interval([[7, 7, 7, 7]], median)).toEqual({ low: 7, high: 7 }))

  it('holds what is true of the source about as often as it says', () => {
    const next = seeded(3)
    const runs = Array.from({ length: 200 }, () => interval([Array.from({ length: 60 }, next)], median))
    const held = runs.filter(({ low, high }) => low <= 0.5 && high >= 0.5).length
    expect(held).toBeGreaterThan(180)
    expect(held).toBeLessThan(200)
  })

  it('is wide for the ratio of two tails of a hundred, and holds 1 where both have one source', () => {
    const next = seeded(5)
    // One request in twenty takes three times as long.
    const draw = () => Array.from({ length: 100 }, () => (next() < 0.05 ? 60 : 20) + 5 * next())
    const { low, high } = interval([draw(), draw()], ([one = [], other = []]) => p95(one) / p95(other))
    expect(low).toBeLessThan(1)
    expect(high).toBeGreaterThan(1)
    expect(high / low).toBeGreaterThan(1.5)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alongCurve, curveOf, type Checked } from './calibrate'

const probability = fc.double({ min: 0, max: 1, noNaN: true })
const checked: fc.Arbitrary<Checked[]> = fc.array(fc.record({ probability, right: fc.boolean() }), { maxLength: 400 })
/** `count` verdicts of a probability, of which `right` were right. */
const run = (of: number, count: number, right: number): Checked[] => Array.from({ length: count }, (_, index) => ({ probability: of, right: index < right }))

describe('the curve of what to state', () => {
  it('is how often verdicts of such odds were surely right: the less, the fewer there were', () => {
    const curve = curveOf([...run(0.5, 100_000, 30_000), ...run(10 / 11, 100_000, 80_000)])
    expect(curve.map(([odds]) => odds)).toEqual([0, 10])
    expect(alongCurve(curve, 0.5)).toBeCloseTo(0.3, 2)
    expect(alongCurve(curve, Math.sqrt(10) / (1 + Math.sqrt(10)))).toBeCloseTo(0.55, 2)
    expect(alongCurve(curve, 0.999)).toBeCloseTo(0.8, 2)
    expect(alongCurve(curve, 0.1)).toBe(0.1)
    const [few] = curveOf(run(0.5, 50, 40))
    expect(few?.[1]).toBeLessThan(0.75)
    expect(few?.[1]).toBeGreaterThan(0.7)
  })

  it('keeps 90% and more for what was right 95 times in 100', () => {
    const curve = curveOf([...run(0.5, 10_000, 5_000), ...run(0.99, 10_000, 9_300), ...run(0.9999, 10_000, 9_800)])
    expect(curve.map(([, stated]) => Math.round(stated * 100) / 100)).toEqual([0.49, 0.89, 0.98])
    fc.assert(
      fc.property(probability, (of) => {
        const stated = alongCurve(curve, of)
        expect(stated < 0.9 || stated >= 0.95).toBe(true)
      }),
    )
  })

  it('never falls, whatever was checked, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(checked, probability, probability, (verdicts, a, b) => {
        const curve = curveOf(verdicts)
        const [low, high] = [alongCurve(curve, Math.min(a, b)), alongCurve(curve, Math.max(a, b))]
        expect(low).toBeLessThanOrEqual(high + 1e-12)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('pools verdicts that go against the order, and does not believe a few', () => {
    expect(curveOf([...run(0.6, 50, 40), ...run(0.8, 50, 20)])).toHaveLength(1)
    expect(curveOf([...run(0.6, 98, 49), ...run(0.99, 3, 3)])).toHaveLength(1)
    expect(curveOf([])).toEqual([])
    expect(alongCurve([], 0.4)).toBe(0.4)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alongCurve, curveOf, type Checked } from './calibrate'

const probability = fc.double({ min: 0, max: 1, noNaN: true })
const checked: fc.Arbitrary<Checked[]> = fc.array(fc.record({ probability, right: fc.boolean() }), { maxLength: 400 })
/** `count` verdicts of a probability, of which `right` were right. */
const run = (probability_: number, count: number, right: number): Checked[] => Array.from({ length: count }, (_, index) => ({ probability: probability_, right: index < right }))

describe('the curve of what to state', () => {
  it('is how often verdicts of that probability were right', () => {
    const curve = curveOf([...run(0.5, 98, 29), ...run(0.9, 98, 79)])
    expect(curve).toEqual([[0.5, 0.3], [0.9, 0.8]])
    expect(alongCurve(curve, 0.7)).toBeCloseTo(0.55, 9)
    expect(alongCurve(curve, 0.25)).toBeCloseTo(0.15, 9)
    expect(alongCurve(curve, 0.99)).toBe(0.8)
  })

  it('never falls, whatever was checked, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(checked, probability, probability, (verdicts, a, b) => {
        const curve = curveOf(verdicts)
        const [low, high] = [alongCurve(curve, Math.min(a, b)), alongCurve(curve, Math.max(a, b))]
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('pools verdicts that go against the order, and does not believe a few', () => {
    expect(curveOf([...run(0.6, 50, 40), ...run(0.8, 50, 20)])).toEqual([[0.7, 0.598]])
    expect(curveOf([...run(0.6, 98, 49), ...run(0.99, 3, 3)])).toHaveLength(1)
    expect(curveOf([])).toEqual([])
    expect(alongCurve([], 0.4)).toBe(0.4)
  })
})

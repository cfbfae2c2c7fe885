import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { againstUsual, baselineOf, median, quantile, secondsAgainst, together } from './baseline'

describe('what is usual', () => {
  it.each([
    [[], 0],
    [[4], 4],
    [[9, 1], 5],
    [[3, 1, 100], 3],
    [[10, 12, 11, 900], 11.5],
  ])('the median of %j is %d', (values, middle) => expect(median(values)).toBe(middle))

  it('is not moved by one bad week, and says of how many weeks it is', () => {
    expect(baselineOf([10, 12, 11, 900])).toEqual({ median: 11.5, spread: Math.sqrt(11.5), weeks: 4 })
    expect(baselineOf([])).toBeNull()
  })

  it('takes for spread what earlier weeks differ by, where that is more than chance', () => {
    expect(baselineOf([100, 160, 40, 100])?.spread).toBeCloseTo(1.4826 * 30)
  })

  it.each([
    [50, [10, 11, 9, 10], 'above'],
    [10, [10, 11, 9, 10], 'usual'],
    [19, [10, 11, 9, 10], 'usual'],
    [0, [100, 110, 90, 100], 'below'],
    [4, [0, 0, 0, 0], 'usual'],
    [5, [0, 0, 0, 0], 'above'],
    [40, [10, 70, 10, 60], 'usual'],
    [7, [], 'unknown'],
  ] as const)('%d after %j is %s', (now, weeks, reading) => expect(againstUsual(now, baselineOf(weeks))).toMatchObject({ now, reading }))

  it.each([
    [300, [8, 9, 8, 10], 'above'],
    [10, [8, 9, 8, 10], 'usual'],
    [1, [60, 62, 59, 61], 'below'],
    [9, [], 'unknown'],
  ] as const)('%d s after %j s are %s', (now, weeks, reading) => expect(secondsAgainst(now, weeks).reading).toBe(reading))

  it('adds bars up, and knows nothing where one of them is unknown', () => {
    expect(together([{ median: 3, spread: 3, weeks: 4 }, { median: 4, spread: 4, weeks: 2 }])).toEqual({ median: 7, spread: 5, weeks: 2 })
    expect(together([{ median: 3, spread: 3, weeks: 4 }, null])).toBeNull()
    expect(together([])).toBeNull()
  })

  it('never lets more failures be less unusual, in whatever order the weeks come', () => {
    const order = { below: 0, unknown: 1, usual: 1, above: 2 }
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 4 }), fc.nat(10_000), fc.nat(10_000), (weeks, now, more) => {
        const usual = baselineOf(weeks)
        expect(order[againstUsual(now + more, usual).reading]).toBeGreaterThanOrEqual(order[againstUsual(now, usual).reading])
        expect(baselineOf(weeks.toReversed())).toEqual(usual)
      }),
    )
  })
})

describe('a quantile of buckets', () => {
  const bounds = [10, 30, 60]
  it.each([
    [0.5, [10, 10, 10], 10, 5],
    [0.5, [0, 10, 10], 10, 20],
    [0.95, [0, 10, 10], 10, 29],
    [0.95, [5, 5, 5], 10, 60],
    [0.5, [5, 5, 5], 10, 10],
    [0.5, [0, 0, 0], 0, null],
  ])('%d of %j of %d lies at %s s', (share, within, count, seconds) => expect(quantile(share, bounds, within, count)).toEqual(seconds === null ? null : expect.closeTo(seconds)))
})

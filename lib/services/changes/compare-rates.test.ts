import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '@/lib/demo/random'
import { benjaminiHochberg, binomialTail, comparePoisson, compareShares, designEffect, findingOf, hypergeometricTail, LEVEL, logFactorial, poissonInterval, sharesInterval } from './compare-rates'

// Figures of reference: SciPy 1.17 (hypergeom.sf, binom.sf, fisher_exact, false_discovery_control) and R's poisson.test.
describe('the exact tests', () => {
  it.each([
    // Fisher's lady tasting tea.
    [3, 4, 4, 8, 0.24285714285714283],
    [10, 60, 2500, 5000, 0.9999999870628183],
    [117, 1017, 126, 2026, 1.5681370112271234e-26],
    [39_000, 500_000, 79_000, 1_000_000, 0.9998967954251233],
  ])('the chance of %d or more of %d drawn, where %d of %d are marked', (k, drawn, marked, all, expected) => {
    expect(Math.abs(Math.log(hypergeometricTail(k, drawn, marked, all) / expected))).toBeLessThan(1e-8)
  })

  it.each([
    [40, 43, 0.5, 1.5106706996448338e-9],
    [3000, 6000, 0.49, 0.062207573941720544],
    [11, 32, 800 / 3811, 0.05600865978769968],
    [0, 5, 0.1, 1],
    [6, 5, 0.9, 0],
  ])('the chance of %d or more of %d at %d', (k, n, p, expected) => {
    expect(binomialTail(k, n, p)).toBeCloseTo(expected, 9)
    if (expected > 0) expect(Math.abs(Math.log(binomialTail(k, n, p) / expected))).toBeLessThan(1e-8)
  })

  it("gives R's interval for the breast cancer example of its poisson.test", () => {
    const sides = [{ failures: 21, over: 3011 }, { failures: 11, over: 800 }] as const
    const { low, high } = poissonInterval(...sides)
    expect(comparePoisson(...sides).ratio).toBeCloseTo(1.97149, 5)
    expect(low).toBeCloseTo(0.858426, 5)
    expect(high).toBeCloseTo(4.277266, 5)
  })

  it('the factorial is that of the product', () => {
    let product = 0
    for (let n = 2; n <= 600; n++) {
      product += Math.log(n)
      expect(Math.abs(logFactorial(n) - product)).toBeLessThan(1e-9)
    }
  })
})

const counted = fc.nat(400).chain((signIns) => fc.nat(signIns).map((failures) => ({ failures, signIns })))

describe('two shares', () => {
  it('whatever they are: chances within 0 and 1, the ratio within its interval, and one side never both', () => {
    fc.assert(
      fc.property(counted, counted, (before, after) => {
        const one = compareShares(before, after)
        for (const p of [one.pRise, one.pFall, one.pLeast]) expect(p >= 0 && p <= 1).toBe(true)
        expect(one.pLeast).toBeLessThanOrEqual(one.pRise + 1e-9)
        expect(one.pRise + one.pFall).toBeGreaterThanOrEqual(1 - 1e-9)
        const { low, high } = sharesInterval(before, after)
        if (one.ratio !== null) expect(low <= one.ratio && one.ratio <= high).toBe(true)
      }),
    )
  })

  it('one failure more afterwards never makes a rise less sure', () => {
    fc.assert(fc.property(counted, counted, (before, after) => after.failures >= after.signIns || compareShares(before, { ...after, failures: after.failures + 1 }).pRise <= compareShares(before, after).pRise + 1e-12))
  })

  it.each([
    [{ failures: 9, signIns: 1009 }, { failures: 117, signIns: 1017 }, 'rise'],
    [{ failures: 117, signIns: 1017 }, { failures: 9, signIns: 1009 }, 'fall'],
    [{ failures: 41, signIns: 1000 }, { failures: 39, signIns: 980 }, 'chance'],
    [{ failures: 2, signIns: 40 }, { failures: 3, signIns: 14 }, 'chance'],
    [{ failures: 0, signIns: 40 }, { failures: 2, signIns: 14 }, 'few'],
    [{ failures: 0, signIns: 0 }, { failures: 2, signIns: 14 }, 'few'],
  ] as const)('%j and then %j: %s', (before, after, finding) => expect(findingOf(compareShares(before, after))).toBe(finding))
})

describe('false alarms', () => {
  const random = new Random('nulls')
  const draw = (signIns: number, share: number) => Array.from({ length: signIns }, () => random.chance(share)).filter(Boolean).length

  it('are no more than the level where nothing changed, at few and at many failures', () => {
    for (const [share, signIns] of [[0.01, 150], [0.05, 300], [0.3, 200]] as const) {
      const RUNS = 1500
      let alarms = 0
      for (let run = 0; run < RUNS; run++) {
        const before = { signIns, failures: draw(signIns, share) }
        const after = { signIns: signIns / 2, failures: draw(signIns / 2, share) }
        if (compareShares(before, after).pRise <= 0.05) alarms += 1
      }
      // Three standard errors above 5%.
      expect(alarms / RUNS).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / RUNS))
    }
  })

  it('over fifty traits at once are rare where nothing changed', () => {
    const RUNS = 120
    let cried = 0
    for (let run = 0; run < RUNS; run++) {
      const ps = Array.from({ length: 50 }, () => compareShares({ signIns: 60, failures: draw(60, 0.1) }, { signIns: 60, failures: draw(60, 0.1) }).pRise)
      if (benjaminiHochberg(ps).some((p) => p <= LEVEL)) cried += 1
    }
    expect(cried / RUNS).toBeLessThan(0.05)
  })

  it('do not come from people who try five times in a row, once the counts are divided by their design effect', () => {
    const hour = () => {
      const people = 60
      const failing = draw(people, 0.08)
      return { failures: failing * 5, signIns: failing * 5 + (people - failing) }
    }
    let [plain, divided] = [0, 0]
    const RUNS = 300
    for (let run = 0; run < RUNS; run++) {
      const effect = designEffect(Array.from({ length: 168 }, hour))
      const sum = (hours: number) => Array.from({ length: hours }, hour).reduce((a, b) => ({ failures: a.failures + b.failures, signIns: a.signIns + b.signIns }))
      const [before, after] = [sum(24), sum(6)]
      if (compareShares(before, after).pRise <= LEVEL) plain += 1
      if (compareShares(before, after, effect).pRise <= LEVEL) divided += 1
    }
    expect(plain / RUNS).toBeGreaterThan(0.05)
    expect(divided / RUNS).toBeLessThan(0.03)
  })
})

describe('the design effect', () => {
  it('is 1 where only chance is at work, and where there is too little to say', () => {
    const random = new Random('hours')
    const hours = Array.from({ length: 168 }, () => ({ signIns: 100, failures: Array.from({ length: 100 }, () => random.chance(0.1)).filter(Boolean).length }))
    expect(designEffect(hours)).toBeLessThan(1.4)
    expect(designEffect(hours.slice(0, 5))).toBe(1)
    expect(designEffect([])).toBe(1)
  })

  it('is not moved by one incident', () => {
    const random = new Random('incident')
    const hours = Array.from({ length: 168 }, (_, hour) => ({ signIns: 100, failures: hour > 160 ? 80 : Array.from({ length: 100 }, () => random.chance(0.1)).filter(Boolean).length }))
    expect(designEffect(hours)).toBeLessThan(1.5)
  })
})

describe('many at once', () => {
  it('are adjusted as by Benjamini and Hochberg', () => {
    benjaminiHochberg([0.01, 0.04, 0.03, 0.005]).forEach((p, index) => expect(p).toBeCloseTo([0.02, 0.04, 0.04, 0.02][index] ?? 0, 12))
    expect(benjaminiHochberg([])).toEqual([])
  })

  it('never become surer, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const adjusted = benjaminiHochberg(ps)
        ps.forEach((p, index) => expect(adjusted[index]).toBeGreaterThanOrEqual(p - 1e-15))
        ps.forEach((p, a) => ps.forEach((q, b) => expect(p < q && (adjusted[a] ?? 0) > (adjusted[b] ?? 0)).toBe(false)))
      }),
    )
  })
})

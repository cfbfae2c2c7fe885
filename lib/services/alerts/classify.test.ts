import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '@/lib/demo/random'
import { makeScene, makeTown, ordinary } from '@/lib/testing/traffic'
import { classify, isWorthAlert } from './classify'
import { figuresOf, type Try } from './figures'
import { findCrowds, sameness, type Crowd } from './find-crowds'
import { KINDS, natureOf, type Figures, type Kind } from './schema'

const MINUTE = 60_000
const figures = (more: Partial<Figures> = {}): Figures => ({
  scope: 'range', minutes: 10, failures: 200, successes: 1, names: 180, accounts: 50, sources: 3, agents: 1, mostOfName: 2, throttled: 0, busiest: 30, cadence: 0.6, familiar: 0, usual: null, ...more,
})
const one = (more: Partial<Figures> = {}) => figures({ scope: 'name', names: 1, accounts: 1, sources: 1, agents: 1, failures: 30, successes: 0, mostOfName: 30, busiest: 4, ...more })
const people = (more: Partial<Figures> = {}) => figures({ failures: 60, successes: 20, names: 40, accounts: 40, sources: 1, agents: 9, mostOfName: 4, throttled: 45, busiest: 9, familiar: 1, ...more })

describe('attack or mistake', () => {
  it.each<[string, Figures, Kind]>([
    ['pairs leaked elsewhere, most names unknown here', figures(), 'stuffing'],
    ['the same from the whole network', figures({ scope: 'environment', sources: 150, agents: 12 }), 'stuffing'],
    ['the names of the company, one try each', figures({ accounts: 170 }), 'spray'],
    ['a wordlist against one account', one({ failures: 300, mostOfName: 300, minutes: 10 }), 'brute_force'],
    ['the same from many addresses, slowly', one({ minutes: 60, sources: 30 }), 'brute_force'],
    ['three accounts in turn', figures({ names: 3, accounts: 3, failures: 90, mostOfName: 31 }), 'brute_force'],
    ['made-up names by the hundred a minute', figures({ names: 5_000, accounts: 0, failures: 5_000, busiest: 600, successes: 0 }), 'flood'],
    ['no names at all', figures({ names: 0, accounts: 0, mostOfName: 0, failures: 5_000, busiest: 600, successes: 0 }), 'flood'],
    ['a list of names at the same speed', figures({ names: 5_000, accounts: 900, failures: 5_000, busiest: 600 }), 'stuffing'],
    ['one device by the clock, from its owner’s home', one({ failures: 12, mostOfName: 12, minutes: 60, cadence: 0.04, familiar: 1 }), 'stale_client'],
    ['the same clock from where nobody is known', one({ failures: 40, mostOfName: 40, minutes: 60, cadence: 0.04, familiar: 0 }), 'brute_force'],
    ['an office that a limit holds back', people(), 'shared_proxy'],
    ['an office where everybody gets in', people({ throttled: 0, successes: 200 }), 'shared_proxy'],
    ['a release that refuses known people where they always are', people({ throttled: 0, sources: 40, agents: 12, successes: 0 }), 'ordinary'],
    ['a person who forgot the password', one({ failures: 11, mostOfName: 11, cadence: 0.9, familiar: 1 }), 'ordinary'],
    ['nothing', figures({ failures: 0, names: 0, accounts: 0 }), 'ordinary'],
  ])('%s', (_what, given, kind) => {
    const reading = classify(given)
    expect(reading.kind).toBe(kind)
    expect(reading.because.join(' ')).toMatch(/\d/)
  })

  it('tells of a crowd at an office only where it is held back', () => {
    expect(isWorthAlert(classify(people()), people())).toBe(true)
    const free = people({ throttled: 0, successes: 200 })
    expect(isWorthAlert(classify(free), free)).toBe(false)
  })

  const someFigures = fc
    .record({ scope: fc.constantFrom('range' as const, 'name' as const, 'environment' as const), minutes: fc.nat(60), failures: fc.nat(50_000), successes: fc.nat(50_000), names: fc.nat(50_000), accounts: fc.nat(50_000), sources: fc.nat(5_000), agents: fc.nat(500), mostOfName: fc.nat(50_000), throttled: fc.nat(50_000), busiest: fc.nat(5_000), cadence: fc.option(fc.double({ min: 0, max: 9, noNaN: true })), familiar: fc.option(fc.double({ min: 0, max: 1, noNaN: true })), usual: fc.option(fc.nat(9_999)) })
    .map((given) => ({ ...given, accounts: Math.min(given.accounts, given.names) }))

  it('has a word and figures for anything', () => {
    fc.assert(fc.property(someFigures, (given) => {
      const { kind, because } = classify(given)
      expect(KINDS).toContain(kind)
      expect(because.length).toBeGreaterThan(0)
      expect(because.join(' ')).not.toMatch(/NaN|Infinity|null|undefined/)
    }))
  })

  it('never calls it an attack on lists where most people get in', () => {
    fc.assert(fc.property(someFigures, (given) => {
      const { kind } = classify({ ...given, successes: given.failures + 1 })
      expect(['stuffing', 'spray', 'flood']).not.toContain(kind)
    }))
  })
})

describe('figures', () => {
  it('count what they say, in any order', () => {
    const tries: Try[] = Array.from({ length: 20 }, (_, n) => ({ at: n * 30_000, ok: n % 10 === 9, throttled: n % 4 === 0, name: `n${n % 5}`, account: n % 5 < 2, ip: `192.0.2.${n % 3}`, agent: null }))
    const known = { familiar: new Set(['192.0.2.1']), usual: 4 }
    const group = { scope: 'range' as const, subject: '192.0.2.0/24', tries }
    const expected = { failures: 18, successes: 2, names: 5, accounts: 2, sources: 3, agents: 0, mostOfName: 4, throttled: 5, busiest: 2, minutes: 9, familiar: 1 / 3, usual: null }
    expect(figuresOf(group, known)).toMatchObject(expected)
    fc.assert(fc.property(fc.shuffledSubarray(tries, { minLength: 20 }), (shuffled) => {
      expect(figuresOf({ ...group, tries: shuffled }, known)).toEqual(figuresOf(group, known))
    }))
  })
})

/** What the detector would have told at the end: each crowd once, at its height. It looks every two minutes here. */
function watch(kind: Kind, seed: string): { told: string; minutes: number | null } {
  const { tries, known, from, until } = makeScene(kind, seed)
  const alerts = new Map<string, Crowd>()
  let minutes: number | null = null
  for (let now = from, look = 0; now <= until; now += 2 * MINUTE, look += 1) {
    const within = (span: number) => findCrowds(tries.filter(({ at }) => at >= now - span * MINUTE && at < now), known)
    for (const crowd of [...within(10), ...(look % 3 === 0 ? within(60) : [])]) {
      const before = alerts.get(sameness(crowd, 'production'))
      if (!before || before.figures.failures < crowd.figures.failures) alerts.set(sameness(crowd, 'production'), crowd)
      if (natureOf(crowd.reading.kind) === 'attack') minutes ??= (now - from) / MINUTE
    }
  }
  return { told: [...new Set([...alerts.values()].map(({ reading }) => reading.kind))].sort().join(' and ') || 'ordinary', minutes }
}

/** Seeds that no line was drawn on. */
const HELD_OUT = Array.from({ length: 24 }, (_, n) => `held-out-${n}`)

describe('on traffic with a known truth', () => {
  it.each(KINDS)('%s is told for what it is', (kind) => {
    const seen = HELD_OUT.map((seed) => watch(kind, seed))
    const right = seen.filter(({ told }) => told === kind).length
    const others = [...new Set(seen.map(({ told }) => told).filter((told) => told !== kind))]
    const delays = seen.flatMap(({ minutes }) => minutes ?? []).sort((a, b) => a - b)
    process.stdout.write(`${kind}: ${right} of ${seen.length}${others.length ? `, else ${others.join('; ')}` : ''}${delays.length ? `, told after ${delays[Math.floor(delays.length / 2)]} min (median)` : ''}\n`)
    expect(right / seen.length).toBeGreaterThanOrEqual(0.95)
    if (natureOf(kind) === 'attack') expect(delays[Math.floor(delays.length / 2)]).toBeLessThanOrEqual(3)
  }, 60_000)

  it.each(['a', 'b', 'c'])('a week in which nothing is planted has at most one false alarm (%s)', (seed) => {
    const town = makeTown(new Random(`quiet-week/${seed}`), 2_000)
    const start = Date.UTC(2026, 10, 16)
    const tries = ordinary(town, start, start + 7 * 24 * 60 * MINUTE, 300).sort((a, b) => a.at - b.at)
    const known = { familiar: town.familiar, usual: null }
    const alarms = new Map<string, string>()
    let low = 0
    for (let now = start; now <= start + 7 * 24 * 60 * MINUTE; now += 5 * MINUTE) {
      while ((tries[low]?.at ?? Infinity) < now - 60 * MINUTE) low += 1
      let high = low
      while ((tries[high]?.at ?? Infinity) < now) high += 1
      const hour = tries.slice(low, high)
      for (const crowd of [...findCrowds(hour.filter(({ at }) => at >= now - 10 * MINUTE), known), ...findCrowds(hour, known)]) alarms.set(sameness(crowd, 'production'), `${crowd.reading.kind} ${crowd.reading.because.join(' ')}`)
    }
    process.stdout.write(`quiet week ${seed}: ${tries.length} tries, ${alarms.size} false alarms ${[...alarms.values()].join(' | ')}\n`)
    expect(alarms.size).toBeLessThanOrEqual(1)
  }, 60_000)
})

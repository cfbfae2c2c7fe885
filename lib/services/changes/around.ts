import { benjaminiHochberg, comparePoisson, compareShares, designEffect, findingOf, poissonInterval, sharesInterval, type Counted } from './compare-rates'
import { HOUR, hourOf, sumOf, type Hours, type Series } from './hours'
import type { EffectItem } from './schema'

/** Hours that are looked at on either side of a change. */
export const AROUND = 24
/** Hours before that from which it is known how much an hour usually varies. */
export const USUAL = 168

type About = { at: Date; environment: string; service: string }
/** The hour in which a change fell, record by record: what came before it and what after. */
export type SplitRow = { service: string; reason: string; failing: boolean; after: boolean; count: number }

export type Around = {
  /** The windows in full, and for how many hours each was looked at. */
  window: { from: Date; until: Date; before: number; after: number }
  all: EffectItem
  /** Only what the service of the change recorded; null where it recorded no failure. */
  own: EffectItem | null
  reasons: EffectItem[]
}

type Over = { failures: number; over: number }
type Cut = { failing: boolean; service: string; reason: string; before: number; after: number }

const add = (cuts: readonly Cut[], side: 'before' | 'after') => cuts.reduce((sum, cut) => sum + cut[side], 0)
const counted = (failing: readonly Cut[], signIns: number, side: 'before' | 'after'): Counted => ({ failures: add(failing, side), signIns })

/**
 * Failures in the 24 hours before a change and in those since, at most 24, from hourly counts that reach back a week
 * further. The hour of the change itself is divided by `split`; without it that hour is left out, and so
 * are the intervals, which take longest. `usual` spares finding out
 * again how much an hour varies. Pure.
 */
export function around(hours: Hours, change: About, now: Date, split: readonly SplitRow[] | null, usual?: Usual): Around {
  const exact = split !== null
  const hour = (hourOf(change.at) - hours.start) / HOUR
  const sharp = change.at.getTime() === hourOf(change.at)
  const [from, first, until] = [hour - AROUND, sharp ? hour : hour + 1, hour + AROUND + (sharp ? 0 : 1)]
  const here = hours.series.filter(({ environment }) => environment === change.environment)
  const cuts: Cut[] = here.map((series) => ({ failing: series.failing, service: series.service, reason: series.reason, before: sumOf(series, from, hour), after: sumOf(series, first, until) }))
  for (const { failing, service, reason, after, count } of sharp ? [] : (split ?? [])) cuts.push({ failing, service, reason, before: after ? 0 : count, after: after ? count : 0 })
  const failing = cuts.filter((cut) => cut.failing)
  const effects = usual ?? usualEffects(here, hour - AROUND - USUAL, hour - AROUND)
  const end = Math.max(change.at.getTime(), Math.min(now.getTime(), hours.start + until * HOUR))
  const window = { from: new Date(hours.start + from * HOUR), until: new Date(end), before: (change.at.getTime() - hours.start) / HOUR - from, after: (end - change.at.getTime()) / HOUR }
  const [signInsBefore, signInsAfter] = [add(cuts, 'before'), add(cuts, 'after')]
  const shares = (title: string, some: readonly Cut[], effect: number) => {
    const [before, after] = [counted(some, signInsBefore, 'before'), counted(some, signInsAfter, 'after')]
    return { title, before, after, by: 'sign-ins' as const, interval: exact ? sharesInterval(before, after, effect) : null, ...compareShares(before, after, effect) }
  }
  const whole = shares('All reasons', failing, effects.all)
  const reasons = [...new Set(failing.map(({ reason }) => reason))].map((reason) => shares(reason, failing.filter((cut) => cut.reason === reason), effects.by.get(reason) ?? effects.all))
  return { window, all: judged([whole])[0] ?? { ...whole, p: 1, finding: 'few' }, own: exact ? ownOf(change.service, cuts, window, effects.all) : null, reasons: judged(reasons).sort(byWeight) }
}

type Compared = Omit<EffectItem, 'p' | 'finding'> & { pRise: number; pFall: number; pLeast: number }

/** What each says once all are allowed for. */
export function judged<Item extends Compared>(items: readonly Item[]): (Item & Pick<EffectItem, 'p' | 'finding'>)[] {
  const [rises, falls] = [benjaminiHochberg(items.map(({ pRise }) => pRise)), benjaminiHochberg(items.map(({ pFall }) => pFall))]
  return items.map((item, index) => {
    const [p, fall] = [rises[index] ?? item.pRise, falls[index] ?? item.pFall]
    const finding = findingOf({ pRise: item.pRise, pFall: fall, pLeast: item.pLeast }, p)
    return { ...item, p: finding === 'fall' ? fall : p, finding }
  })
}

const ORDER = { rise: 0, fall: 1, chance: 2, few: 3 } as const

/**
 * About the least ratio that the counts bear out: the lower 95% limit of the log-linear interval with halves added (S. D.
 * Walter, The Distribution of Levin's Measure of Attributable Risk, Biometrika 62, 1975). For an order only, where the
 * exact one takes too long.
 */
function leastRatio({ before, after }: EffectItem): number {
  const [x1, x2] = [before.failures + 0.5, after.failures + 0.5]
  return Math.log(x2 / (after.signIns + 0.5)) - Math.log(x1 / (before.signIns + 0.5)) - 1.96 * Math.sqrt(1 / x1 + 1 / x2)
}

/** Rises first, those that rose most for certain before the others; then by how sure the rest is. */
export const byWeight = (a: EffectItem, b: EffectItem) => ORDER[a.finding] - ORDER[b.finding] || (a.finding === 'rise' ? leastRatio(b) - leastRatio(a) : a.p - b.p || b.after.failures - a.after.failures)

/** The service's own failures: per sign-in where it decides sign-ins, else by the hour. */
function ownOf(service: string, cuts: readonly Cut[], window: Around['window'], effect: number): EffectItem | null {
  const own = cuts.filter((cut) => cut.service === service)
  const failing = own.filter((cut) => cut.failing)
  const [before, after] = [counted(failing, add(own, 'before'), 'before'), counted(failing, add(own, 'after'), 'after')]
  if (before.failures + after.failures === 0) return null
  const decides = own.some((cut) => !cut.failing && cut.before + cut.after > 0)
  const [was, is] = [before, after].map(({ failures }, index) => ({ failures: Math.round(failures / effect), over: index ? window.after : window.before })) as [Over, Over]
  const compared = decides ? { interval: sharesInterval(before, after, effect), ...compareShares(before, after, effect) } : { interval: poissonInterval(was, is), ...comparePoisson(was, is) }
  return judged([{ title: service, before, after, by: decides ? ('sign-ins' as const) : ('hours' as const), ...compared }])[0] ?? null
}

/** How much more an hour varies than chance would have it: in all, and by reason. */
export type Usual = { all: number; by: ReadonlyMap<string, number> }

/** The same from the slots `from` to `until` of some series. */
export function usualEffects(series: readonly Series[], from: number, until: number): Usual {
  const first = Math.max(0, from)
  const length = Math.max(0, until - first)
  const summed = (some: readonly Series[]) => {
    const sums = new Float64Array(length)
    for (const { counts } of some) for (let slot = 0; slot < length; slot++) sums[slot] = (sums[slot] ?? 0) + (counts[first + slot] ?? 0)
    return sums
  }
  const signIns = summed(series)
  const effectOf = (some: readonly Series[]) => designEffect(Array.from(summed(some), (failures, slot) => ({ failures, signIns: signIns[slot] ?? 0 })))
  const failing = series.filter((one) => one.failing)
  const reasons = [...new Set(failing.map(({ reason }) => reason))]
  return { all: effectOf(failing), by: new Map(reasons.map((reason) => [reason, effectOf(failing.filter((one) => one.reason === reason))])) }
}

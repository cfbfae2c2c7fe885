import { rangeOf } from '../watches/places'
import type { Figures } from './schema'

/** One decided try at a sign-in, as little of it as tells an attack. */
export type Try = {
  at: number
  ok: boolean
  /** Whether a limit or a block on an address refused it. */
  throttled: boolean
  /** The account's id, or what was typed where it belongs to nobody; null where the log says neither. */
  name: string | null
  account: boolean
  ip: string | null
  agent: string | null
}

export type Group = { scope: Figures['scope']; subject: string | null; tries: Try[] }

/** What is known beside the tries: addresses with a good sign-in of earlier days, and how many failures are usual now. */
export type Known = { familiar: ReadonlySet<string> | null; usual: number | null }

const MINUTE = 60_000
/** Fewer gaps say nothing of a rhythm. */
const GAPS = 8

const distinct = (values: readonly (string | null)[]) => new Set(values.filter((value) => value !== null))

function mostOf(values: readonly (string | number | null)[]): number {
  const counts = new Map<string | number, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

/** Deviation over mean of the gaps between times, or null for too few. A missed beat or two is left out: the widest tenth. */
function cadenceOf(times: readonly number[]): number | null {
  const sorted = [...times].sort((a, b) => a - b)
  const gaps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? at)).sort((a, b) => a - b)
  if (gaps.length < GAPS) return null
  const kept = gaps.slice(0, Math.ceil(gaps.length * 0.9))
  const mean = kept.reduce((sum, gap) => sum + gap, 0) / kept.length
  if (mean === 0) return null
  return Math.sqrt(kept.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / kept.length) / mean
}

/** The figures of a group of tries. Pure. */
export function figuresOf({ scope, tries }: Group, { familiar, usual }: Known): Figures {
  const failed = tries.filter(({ ok }) => !ok)
  const sources = distinct(failed.map(({ ip }) => ip))
  const times = failed.map(({ at }) => at)
  const first = times.reduce((least, at) => Math.min(least, at), Infinity)
  const last = times.reduce((most, at) => Math.max(most, at), -Infinity)
  return {
    scope,
    minutes: failed.length ? Math.max(1, Math.round((last - first) / MINUTE)) : 0,
    failures: failed.length,
    successes: tries.length - failed.length,
    names: distinct(failed.map(({ name }) => name)).size,
    accounts: distinct(failed.map(({ name, account }) => (account ? name : null))).size,
    sources: sources.size,
    agents: distinct(failed.map(({ agent }) => agent)).size,
    mostOfName: mostOf(failed.map(({ name }) => name)),
    throttled: failed.filter(({ throttled }) => throttled).length,
    busiest: mostOf(times.map((at) => Math.floor(at / MINUTE))),
    cadence: cadenceOf(times),
    familiar: familiar === null || sources.size === 0 ? null : [...sources].filter((ip) => familiar.has(ip)).length / sources.size,
    usual: scope === 'environment' ? usual : null,
  }
}

function groupBy(tries: readonly Try[], key: (one: Try) => string | null): Map<string, Try[]> {
  const groups = new Map<string, Try[]>()
  for (const one of tries) {
    const name = key(one)
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(one)
    else groups.set(name, [one])
  }
  return groups
}

/** Failures below which nothing is looked at: a busy minute of a few clumsy people. */
export const LEAST = { range: 15, name: 10, environment: 30 } as const

const enough = (least: number) => ({ tries }: Group) => tries.filter(({ ok }) => !ok).length >= least

export const groupsByRange = (tries: readonly Try[]): Group[] =>
  [...groupBy(tries, ({ ip }) => (ip ? rangeOf(ip) : null))].map(([subject, group]) => ({ scope: 'range' as const, subject, tries: group })).filter(enough(LEAST.range))

export const groupsByName = (tries: readonly Try[]): Group[] =>
  [...groupBy(tries, ({ name }) => name)].map(([subject, group]) => ({ scope: 'name' as const, subject, tries: group })).filter(enough(LEAST.name))

/** Half as much again as usual, and five standard deviations above it (a count's variance is its mean). */
const isMore = (failures: number, usual: number) => failures > 1.5 * usual && failures > usual + 5 * Math.sqrt(usual + 1)

/**
 * What is left of an environment when everybody is taken out who is somebody: addresses that are familiar, and those from
 * which somebody got in during the window. Tries spread over the whole network have only that in common. Empty unless
 * the environment fails more than is usual.
 */
export function groupOfStrangers(tries: readonly Try[], { familiar, usual }: Known): Group[] {
  const failures = tries.filter(({ ok }) => !ok).length
  if (familiar === null || (usual !== null && !isMore(failures, usual))) return []
  const welcome = new Set(tries.flatMap(({ ok, ip }) => (ok && ip ? [ip] : [])))
  const strangers = tries.filter(({ ip }) => ip !== null && !familiar.has(ip) && !welcome.has(ip))
  return [{ scope: 'environment' as const, subject: null, tries: strangers }].filter(enough(LEAST.environment))
}

import { judged, byWeight } from '../changes/around'
import { compareShares } from '../changes/compare-rates'
import type { TestedTrait } from './schema'
import { TRAITS, type Person } from './traits-of'

/** Values of one trait that are tested: those most common among the hit. */
const VALUES = 3
/** What fewer people have says nothing of them all, and may be one person's own. */
const LEAST = 3

/**
 * What sets those apart who are hit: each value's share among them against its share among those who get in, by Fisher's
 * exact test, all values that were tested allowed for (Benjamini and Hochberg). Who sets them apart most comes first. Pure.
 */
export function testTraits(hit: readonly Person[], others: readonly Person[]): { items: TestedTrait[]; tested: number } {
  const items = TRAITS.flatMap(([key, trait]) => {
    const counted = (people: readonly Person[], value: string) => ({ failures: people.filter((person) => person[key] === value).length, signIns: people.length })
    return commonest(hit.map((person) => person[key])).map((value) => {
      const [before, after] = [counted(others, value), counted(hit, value)]
      return { title: value, trait, before, after, by: 'sign-ins' as const, interval: null, ...compareShares(before, after) }
    })
  })
  return { items: judged(items).sort(byWeight), tested: items.length }
}

function commonest(values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= LEAST).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, VALUES).map(([value]) => value)
}

import type { Cause, Weighted } from '@/lib/causes/define'
import type { Question } from '@/lib/questions/define'
import type { Sign } from '@/lib/signs/define'
import type { Curve } from './calibrate'
import type { Wording } from './wording'

/** What the engine judges with. Handed in, so that it can be tested with three causes as well as with ninety. */
export type Catalogue = {
  causes: readonly Cause[]
  questions: readonly Question[]
  wording?: Wording
  /** What to state for a probability, told in one place of the case or in more. Without them it is stated as it is. */
  stated?: { once: Curve; twice: Curve }
}

/**
 * What each sign weighs, as numbers in a row: the uses of the sign at a place begin at `from[place]` and end before
 * `from[place + 1]`; each is the place of a cause and the decibans that the sign adds there when present and when absent.
 */
export type Uses = { from: Uint32Array; causes: Uint16Array; present: Float64Array; absent: Float64Array }

/** A catalogue with each sign once, at a place of its own, however many causes weigh it. */
export type Indexed = Catalogue & {
  signs: readonly Sign[]
  places: ReadonlyMap<Sign, number>
  /** The places of each cause's signs, in the order of the cause. */
  signsOf: readonly (readonly number[])[]
  uses: Uses
  /** The signs that the answer to a question settles, by the question. */
  settledBy: ReadonlyMap<string, readonly Sign[]>
  /** Each cause's place in the weights of the words; null for one that has been added since they were learnt. */
  wordPlaces: readonly (number | null)[]
}

const known = new WeakMap<Catalogue, Indexed>()

/** The catalogue with its signs gathered; computed once for each catalogue. */
export function indexed(catalogue: Catalogue): Indexed {
  const found = known.get(catalogue)
  if (found) return found
  const usedBy = new Map<Sign, { cause: number; weighted: Weighted }[]>()
  for (const [cause, { signs }] of catalogue.causes.entries()) {
    for (const weighted of signs) {
      const at = usedBy.get(weighted.sign)
      if (at) at.push({ cause, weighted })
      else usedBy.set(weighted.sign, [{ cause, weighted }])
    }
  }
  const signs = [...usedBy.keys()]
  const settledBy = new Map<string, Sign[]>()
  for (const sign of signs) if (sign.settledBy !== undefined) settledBy.set(sign.settledBy, [...(settledBy.get(sign.settledBy) ?? []), sign])
  const slugs = catalogue.wording?.slugs ?? []
  const wordPlaces = catalogue.causes.map(({ slug }) => (slugs.includes(slug) ? slugs.indexOf(slug) : null))
  const places = new Map(signs.map((sign, place) => [sign, place]))
  const signsOf = catalogue.causes.map((cause) => cause.signs.map(({ sign }) => places.get(sign) ?? 0)) // every sign has one
  const made = { ...catalogue, signs, places, signsOf, uses: inRows([...usedBy.values()]), settledBy, wordPlaces }
  known.set(catalogue, made)
  return made
}

function inRows(uses: readonly (readonly { cause: number; weighted: Weighted }[])[]): Uses {
  const all = uses.flat()
  const from = new Uint32Array(uses.length + 1)
  for (const [place, { length }] of uses.entries()) from[place + 1] = (from[place] ?? 0) + length
  return { from, causes: Uint16Array.from(all, ({ cause }) => cause), present: Float64Array.from(all, ({ weighted }) => weighted.for), absent: Float64Array.from(all, ({ weighted }) => weighted.against) }
}

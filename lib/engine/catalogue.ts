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

/** A catalogue with each sign once, however many causes weigh it, and the causes (by place) that each sign weighs in. */
export type Indexed = Catalogue & {
  signs: readonly Sign[]
  uses: ReadonlyMap<Sign, readonly { place: number; weighted: Weighted }[]>
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
  const uses = new Map<Sign, { place: number; weighted: Weighted }[]>()
  for (const [place, cause] of catalogue.causes.entries()) {
    for (const weighted of cause.signs) {
      const at = uses.get(weighted.sign)
      if (at) at.push({ place, weighted })
      else uses.set(weighted.sign, [{ place, weighted }])
    }
  }
  const settledBy = new Map<string, Sign[]>()
  for (const sign of uses.keys()) if (sign.settledBy !== undefined) settledBy.set(sign.settledBy, [...(settledBy.get(sign.settledBy) ?? []), sign])
  const slugs = catalogue.wording?.slugs ?? []
  const wordPlaces = catalogue.causes.map(({ slug }) => (slugs.includes(slug) ? slugs.indexOf(slug) : null))
  const made = { ...catalogue, signs: [...uses.keys()], uses, settledBy, wordPlaces }
  known.set(catalogue, made)
  return made
}

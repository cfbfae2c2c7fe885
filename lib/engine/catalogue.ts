import type { Cause, Weighted } from '@/lib/causes/define'
import type { Question } from '@/lib/questions/define'
import type { Sign } from '@/lib/signs/define'

/** What the engine judges with. Handed in, so that it can be tested with three causes as well as with ninety. */
export type Catalogue = { causes: readonly Cause[]; questions: readonly Question[] }

/** A catalogue with each sign once, however many causes weigh it, and the causes (by place) that each sign weighs in. */
export type Indexed = Catalogue & { signs: readonly Sign[]; uses: ReadonlyMap<Sign, readonly { place: number; weighted: Weighted }[]> }

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
  const made = { ...catalogue, signs: [...uses.keys()], uses }
  known.set(catalogue, made)
  return made
}

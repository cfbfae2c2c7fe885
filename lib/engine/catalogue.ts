import type { Cause } from '@/lib/causes/define'
import type { Question } from '@/lib/questions/define'
import type { Sign } from '@/lib/signs/define'

/** What the engine judges with. Handed in, so that it can be tested with three causes as well as with ninety. */
export type Catalogue = { causes: readonly Cause[]; questions: readonly Question[] }

/** A catalogue with each sign once, however many causes weigh it. */
export type Indexed = Catalogue & { signs: readonly Sign[] }

const known = new WeakMap<Catalogue, Indexed>()

/** The catalogue with its signs gathered; computed once for each catalogue. */
export function indexed(catalogue: Catalogue): Indexed {
  const found = known.get(catalogue)
  if (found) return found
  const signs = [...new Set(catalogue.causes.flatMap((cause) => cause.signs.map(({ sign }) => sign)))]
  const made = { ...catalogue, signs }
  known.set(catalogue, made)
  return made
}

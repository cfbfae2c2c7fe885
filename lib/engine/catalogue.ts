import type { Cause, Weighted } from '@/lib/causes/define'
import { BUCKETS_WITH_NONE, NATURES, type Bucket } from '@/lib/evidence/vocabulary'
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

/**
 * What is asked of all causes for every verdict, as numbers in a row: the causes themselves lie far apart. `bucket` and
 * `nature` are places in BUCKETS_WITH_NONE and NATURES, `name` is the place among all slugs in their order. `leaning`: the
 * causes that lean to another bucket, and the place of the sign that makes them.
 */
export type Traits = { prior: readonly number[]; bucket: readonly number[]; nature: Uint8Array; name: Uint16Array; leaning: readonly { cause: number; when: number; bucket: Bucket }[] }

/** A catalogue with each sign once, at a place of its own, however many causes weigh it. */
export type Indexed = Catalogue & {
  signs: readonly Sign[]
  places: ReadonlyMap<Sign, number>
  /** The places of each cause's signs, in the order of the cause. */
  signsOf: readonly (readonly number[])[]
  uses: Uses
  traits: Traits
  /** By the place of a cause those that it is mistaken for; -1 for one that is none of the catalogue. */
  lookalikes: readonly Int16Array[]
  /** The signs that the answer to a question settles, by the question. */
  settledBy: ReadonlyMap<string, readonly Sign[]>
  /** Each cause's place in the weights of the words; -1 for one that has been added since they were learnt. */
  wordPlaces: readonly number[]
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
  const wordPlaces = catalogue.causes.map(({ slug }) => slugs.indexOf(slug))
  const places = new Map(signs.map((sign, place) => [sign, place]))
  const signsOf = catalogue.causes.map((cause) => cause.signs.map(({ sign }) => places.get(sign) ?? 0)) // every sign has one
  const slugsOf = catalogue.causes.map(({ slug }) => slug)
  const lookalikes = catalogue.causes.map(({ mistakenFor }) => Int16Array.from(mistakenFor, ({ cause }) => slugsOf.indexOf(cause)))
  const made = { ...catalogue, signs, places, signsOf, uses: inRows([...usedBy.values()]), traits: traitsOf(catalogue, places), lookalikes, settledBy, wordPlaces }
  known.set(catalogue, made)
  return made
}

function traitsOf({ causes }: Catalogue, places: ReadonlyMap<Sign, number>): Traits {
  const byName = causes.map(({ slug }) => slug).sort((a, b) => (a < b ? -1 : 1))
  return {
    prior: causes.map(({ prior }) => prior),
    bucket: causes.map(({ bucket }) => BUCKETS_WITH_NONE.indexOf(bucket)),
    nature: Uint8Array.from(causes, ({ nature }) => NATURES.indexOf(nature)),
    name: Uint16Array.from(causes, ({ slug }) => byName.indexOf(slug)),
    leaning: causes.flatMap(({ leans }, cause) => (leans ? [{ cause, when: places.get(leans.when) ?? -1, bucket: leans.bucket }] : [])),
  }
}

function inRows(uses: readonly (readonly { cause: number; weighted: Weighted }[])[]): Uses {
  const all = uses.flat()
  const from = new Uint32Array(uses.length + 1)
  for (const [place, { length }] of uses.entries()) from[place + 1] = (from[place] ?? 0) + length
  return { from, causes: Uint16Array.from(all, ({ cause }) => cause), present: Float64Array.from(all, ({ weighted }) => weighted.for), absent: Float64Array.from(all, ({ weighted }) => weighted.against) }
}

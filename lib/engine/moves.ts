import { readCase } from '@/lib/evidence/read-case'
import type { Question } from '@/lib/questions/define'
import { indexed, type Catalogue } from './catalogue'
import { addWeights, findAnswered, likelihood } from './weigh'

/** Answers that leave everything as it is. */
export const NO_ANSWER = 'not_tried'

/**
 * How the answers to a question move the causes: `places` in the catalogue that any of them moves; for each answer, by
 * the same order, the factor of a cause's odds, and the chance of the answer where that cause is true.
 */
export type Moves = { places: Uint16Array; answers: readonly { factors: Float64Array; chances: Float64Array }[] }

const NOTHING = readCase({ version: 1 }, () => null)
const known = new WeakMap<Catalogue, Map<Question, Moves>>()

/** What the answers to a question that is open move. The same for every case, since a sign that a question settles reads its answer alone. */
export function movesOf(catalogue: Catalogue, question: Question): Moves {
  const ofCatalogue = known.get(catalogue) ?? new Map<Question, Moves>()
  known.set(catalogue, ofCatalogue)
  const found = ofCatalogue.get(question) ?? computed(catalogue, question)
  ofCatalogue.set(question, found)
  return found
}

function computed(catalogue: Catalogue, question: Question): Moves {
  const added = question.options.filter(({ id }) => id !== NO_ANSWER).map(({ id }) => addedBy(catalogue, question.id, id))
  const places = Uint16Array.from([...catalogue.causes.keys()].filter((cause) => added.some((one) => one[cause] !== 0)))
  const factors = added.map((one) => Float64Array.from(places, (cause) => likelihood(one[cause] ?? 0)))
  const all = Float64Array.from(places, (_, at) => factors.reduce((sum, one) => sum + (one[at] ?? 1), 0))
  return { places, answers: factors.map((one) => ({ factors: one, chances: one.map((factor, at) => factor / (all[at] ?? 1)) })) }
}

/** Decibans that an answer adds for each cause. */
function addedBy(catalogue: Catalogue, question: string, option: string): number[] {
  const added = catalogue.causes.map(() => 0)
  const nothing = { findings: [], words: added, told: [] }
  addWeights(indexed(catalogue).uses, findAnswered(catalogue, nothing, NOTHING, question, option).findings, added)
  return added
}

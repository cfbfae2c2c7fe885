import { readCase } from '@/lib/evidence/read-case'
import type { Question } from '@/lib/questions/define'
import { indexed, type Catalogue } from './catalogue'
import { addWeights, findAnswered, likelihood } from './weigh'

/** Answers that leave everything as it is. */
export const NO_ANSWER = 'not_tried'

/**
 * How the answers to a question move the causes. `rows`, one after another, for each cause that any of them moves: its
 * place in the catalogue, then for each answer the factor of its odds and the chance of the answer where it is true. Read
 * for every verdict, so all of it lies together.
 */
export type Moves = { answers: number; rows: readonly number[] }

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
  const moved = [...catalogue.causes.keys()].filter((cause) => added.some((one) => one[cause] !== 0))
  const rows = moved.flatMap((cause) => {
    const factors = added.map((one) => likelihood(one[cause] ?? 0))
    const all = factors.reduce((sum, factor) => sum + factor, 0)
    return [cause, ...factors.flatMap((factor) => [factor, factor / all])]
  })
  return { answers: added.length, rows }
}

/** Decibans that an answer adds for each cause. */
function addedBy(catalogue: Catalogue, question: string, option: string): number[] {
  const added = catalogue.causes.map(() => 0)
  const nothing = { findings: [], words: added, told: [] }
  addWeights(indexed(catalogue).uses, findAnswered(catalogue, nothing, NOTHING, question, option).findings, added)
  return added
}

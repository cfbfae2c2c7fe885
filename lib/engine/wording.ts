import type { Evidence } from '@/lib/evidence/evidence'
import { TermTable } from './term-table'
import { shown, tellTerms, termOf, type Hearer } from './terms'
import type { Word } from './words-in'

/**
 * What the words of a case say as a whole. Signs look for what an expert would look for; beside them the words that
 * people, logs, settings and records use, each with what it weighs for a cause, learnt from labelled cases
 * (npm run fit, docs/decisions/011). A word weighs little; many that point one way weigh as much as a sign.
 */
export type Wording = {
  /** The causes that the weights are given for, in their order. */
  slugs: readonly string[]
  /** The terms as they are written down, how rare each is over the cases (inverse document frequency), and how to find one. */
  terms: readonly string[]
  rarity: readonly number[]
  table: TermTable
  /** Where among the weights those of each term begin; those of the next end them. */
  from: Uint32Array
  /** The weights of all terms one after another, each of a cause, by the causes' order within a term: read hundreds at a time, and few bytes. */
  weights: Int32Array
  /** Scratch: a 1 at the place of each term that the case in hand was found to hold. */
  met: Uint8Array
}

/** A weight in one number: the place of the cause in `slugs` below these bits, tenths of a deciban above them. */
const PLACE_BITS = 10
const MOST_CAUSES = 2 ** PLACE_BITS
const packed = (place: number, decibans: number) => (Math.round(decibans * 10) << PLACE_BITS) | place
const causeOf = (weight: number) => weight & (MOST_CAUSES - 1)
const decibansOf = (weight: number) => (weight >> PLACE_BITS) / 10

/** A term as it is learnt and written down. */
export type TermWeights = { term: string; rarity: number; weights: readonly (readonly [place: number, weight: number])[] }

export function wordingOf(slugs: readonly string[], learnt: readonly TermWeights[]): Wording {
  const from = new Uint32Array(learnt.length + 1)
  for (const [place, { weights }] of learnt.entries()) from[place + 1] = from[place]! + weights.length
  if (slugs.length > MOST_CAUSES) throw new RangeError(`Words can be weighed for ${MOST_CAUSES} causes, not for ${slugs.length}.`)
  return {
    slugs,
    terms: learnt.map(({ term }) => term),
    rarity: learnt.map(({ rarity }) => rarity),
    table: new TermTable(learnt.map(({ term }) => termOf(term))),
    from,
    weights: Int32Array.from(learnt.flatMap(({ weights }) => weights.map(([place, weight]) => packed(place, weight)))),
    met: new Uint8Array(learnt.length),
  }
}

/** The data file: a line for each term, its parts apart by tabs, "w:callba⇥3.41⇥12:4.5 30:-2.1", so that a diff shows what moved. */
export type WordingFile = { slugs: readonly string[]; terms: readonly string[] }

/** What stands in the data file. Throws where a line is none. */
export const readWording = ({ slugs, terms }: WordingFile): Wording => wordingOf(slugs, terms.map(readTerm))

function readTerm(line: string): TermWeights {
  const [term, rarity, weights] = line.split('\t')
  if (!term || !Number(rarity) || !weights) throw new Error(`“${line}” is no term with its weights.`)
  return { term, rarity: Number(rarity), weights: weights.split(' ').map((pair) => pair.split(':').map(Number)).map(([place = 0, weight = 0]) => [place, weight]) }
}

/** The data file of what was learnt. */
export const writeWording = ({ slugs, terms, rarity, from, weights }: Wording): WordingFile => ({
  slugs,
  terms: terms
    .map((term, place) => [term, rarity[place], Array.from(weights.subarray(from[place], from[place + 1]), (weight) => `${causeOf(weight)}:${decibansOf(weight)}`).join(' ')].join('\t'))
    .sort(),
})

/** The id under which the words stand among the evidence. */
export const WORDING_SIGN = 'wording'

/** Makes of strengths one vector of length 1, so that a long case is not surer than a short one. */
function toOneLength<T extends { strength: number }>(terms: readonly T[]): readonly T[] {
  let square = 0
  for (const { strength } of terms) square += strength * strength
  const length = Math.sqrt(square) || 1
  for (const term of terms) term.strength /= length
  return terms
}

/** How strongly each known term of a case counts: rare ones more. */
export function strengthsOf(terms: readonly string[], rarity: ReadonlyMap<string, number>): readonly { term: string; strength: number }[] {
  const known = terms.flatMap((term) => {
    const strength = rarity.get(term)
    return strength === undefined ? [] : [{ term, strength }]
  })
  return toOneLength(known)
}

/** A term that weighs something, by its place, how strongly it counts, its kind, whether it is said, and where its words first stand; `before` is that of the first of two. */
type Heard = { place: number; strength: number; kind: string; said: boolean; text: string; from: number; to: number; before: { from: number; to: number } | null }
/** The terms of a case that weigh something. */
export type Told = readonly Readonly<Heard>[]

/** Keeps the terms that weigh something, each once. */
class Listener implements Hearer {
  readonly heard: Heard[] = []
  constructor(private readonly wording: Wording) {
    wording.met.fill(0) // At the beginning: what went before may have ended by an error.
  }

  alone(kind: string, word: Word, said: boolean): void {
    const place = this.wording.table.alone(kind, word.sums)
    if (place >= 0) this.keep(place, kind, said, word, null)
  }

  pair(before: Word, word: Word, said: boolean): void {
    const place = this.wording.table.pair(before.sums, word.sums)
    if (place >= 0) this.keep(place, 'w', said, word, before)
  }

  private keep(place: number, kind: string, said: boolean, { text, from, to }: Word, before: Word | null): void {
    const { met, rarity } = this.wording
    if (met[place] !== 0) return
    met[place] = 1
    this.heard.push({ place, strength: rarity[place]!, kind, said, text, from, to, before: before && { from: before.from, to: before.to } })
  }
}

/** The terms of a case that weigh something. Linear in the case. */
export function toldIn(wording: Wording, evidence: Evidence): Told {
  const listener = new Listener(wording)
  tellTerms(evidence, listener)
  return toOneLength(listener.heard)
}

/** Decibans by place in `slugs` that the words of a case add. */
export function weighWords({ slugs, from, weights }: Wording, told: Told): number[] {
  const sums = new Array<number>(slugs.length).fill(0)
  for (const { place, strength } of told) {
    for (let at = from[place]!, end = from[place + 1]!; at < end; at += 1) {
      const weight = weights[at]!
      sums[causeOf(weight)]! += strength * decibansOf(weight)
    }
  }
  return sums
}

/** Decibans that a term weighs for one cause. */
export function weightAt({ from, weights }: Wording, term: number, cause: number): number {
  for (let at = from[term]!, end = from[term + 1]!; at < end; at += 1) {
    const weight = weights[at]!
    if (causeOf(weight) >= cause) return causeOf(weight) === cause ? decibansOf(weight) : 0
  }
  return 0
}

/** The words of a term as somebody said or logged them. */
function wordsOf({ kind, text, from, to, before }: Readonly<Heard>): string {
  const word = shown(kind, text.slice(from, to))
  return before ? `${text.slice(before.from, before.to)} ${word}` : word
}

/** The words that speak most for a cause, as somebody said or logged them. */
export function tellingWords(wording: Wording, told: Told, slug: string, most = 5): string[] {
  const cause = wording.slugs.indexOf(slug)
  const telling: { word: string; weight: number }[] = []
  for (const heard of told) {
    const weight = heard.strength * weightAt(wording, heard.place, cause)
    if (weight <= 0 || !heard.said) continue // What fields of records and settings are called tells a reader nothing.
    const word = wordsOf(heard)
    if (!/[\d_]/.test(word)) telling.push({ word, weight })
  }
  telling.sort((a, b) => b.weight - a.weight)
  const words: string[] = []
  for (const { word } of telling) {
    // "redirect" says nothing more beside "redirect uri".
    if (!words.some((other) => other.includes(word) || word.includes(other))) words.push(word)
    if (words.length === most) break
  }
  return words
}

import type { Evidence } from '@/lib/evidence/evidence'
import { TermTable } from './term-table'
import { tellTerms, termOf, type Hearer } from './terms'

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
  /** The weights of all terms one after another, in tenths of a deciban, beside their places in `slugs`: read hundreds at a time, and few bytes. */
  places: Uint16Array
  tenths: Int16Array
}

/** A term as it is learnt and written down. */
export type TermWeights = { term: string; rarity: number; weights: readonly (readonly [place: number, weight: number])[] }

export function wordingOf(slugs: readonly string[], learnt: readonly TermWeights[]): Wording {
  const from = new Uint32Array(learnt.length + 1)
  for (const [place, { weights }] of learnt.entries()) from[place + 1] = from[place]! + weights.length
  const all = learnt.flatMap(({ weights }) => weights)
  return {
    slugs,
    terms: learnt.map(({ term }) => term),
    rarity: learnt.map(({ rarity }) => rarity),
    table: new TermTable(learnt.map(({ term }) => termOf(term))),
    from,
    places: Uint16Array.from(all, ([place]) => place),
    tenths: Int16Array.from(all, ([, weight]) => Math.round(weight * 10)),
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
export const writeWording = ({ slugs, terms, rarity, from, places, tenths }: Wording): WordingFile => ({
  slugs,
  terms: terms
    .map((term, place) => [term, rarity[place], Array.from(places.subarray(from[place], from[place + 1]), (cause, at) => `${cause}:${tenths[from[place]! + at]! / 10}`).join(' ')].join('\t'))
    .sort(),
})

/** The id under which the words stand among the evidence. */
export const WORDING_SIGN = 'wording'

/** How strongly each known term of a case counts: rare ones more, and all together as one vector of length 1, so that a long case is not surer than a short one. */
export function strengthsOf<T>(terms: Iterable<T>, rarityOf: (term: T) => number | undefined): [term: T, strength: number][] {
  const known: [T, number][] = []
  let square = 0
  for (const term of terms) {
    const rarity = rarityOf(term)
    if (rarity === undefined) continue
    known.push([term, rarity])
    square += rarity * rarity
  }
  const length = Math.sqrt(square) || 1
  for (const one of known) one[1] /= length
  return known
}

/** The terms of a case that weigh something: the place of each, the word as it first stands there, and how strongly it counts. */
export type Told = readonly (readonly [of: readonly [place: number, word: string], strength: number])[]

/** Keeps the terms that weigh something. */
class Listener implements Hearer {
  readonly heard = new Map<number, string>()
  constructor(private readonly table: TermTable) {}

  alone(kind: string, stem: string, sum: number, word: string): void {
    const place = this.table.alone(kind, stem, sum)
    if (place >= 0 && !this.heard.has(place)) this.heard.set(place, word)
  }

  pair(stemBefore: string, sumBefore: number, stem: string, sum: number, before: string, word: string): void {
    const place = this.table.pair(stemBefore, sumBefore, stem, sum)
    if (place >= 0 && !this.heard.has(place)) this.heard.set(place, `${before} ${word}`)
  }
}

/** The terms of a case that weigh something. Linear in the case. */
export function toldIn({ table, rarity }: Wording, evidence: Evidence): Told {
  const listener = new Listener(table)
  tellTerms(evidence, listener)
  return strengthsOf(listener.heard, ([place]) => rarity[place])
}

/** Decibans by place in `slugs` that the words of a case add. */
export function weighWords({ slugs, from, places, tenths }: Wording, told: Told): number[] {
  const sums = new Array<number>(slugs.length).fill(0)
  for (const [[place], strength] of told) {
    for (let at = from[place]!; at < from[place + 1]!; at += 1) sums[places[at]!]! += strength * (tenths[at]! / 10)
  }
  return sums
}

/** Decibans that a term weighs for one cause. */
function weightAt({ from, places, tenths }: Wording, term: number, cause: number): number {
  for (let at = from[term]!; at < from[term + 1]!; at += 1) if (places[at] === cause) return tenths[at]! / 10
  return 0
}

/** The words that speak most for a cause, as somebody said or logged them. What a record's fields are called says it too, and tells a reader nothing. */
export function tellingWords(wording: Wording, told: Told, slug: string, most = 5): string[] {
  const cause = wording.slugs.indexOf(slug)
  const telling: { word: string; weight: number }[] = []
  for (const [[place, word], strength] of told) {
    const weight = strength * weightAt(wording, place, cause)
    if (weight > 0 && !/^[rc]:/.test(wording.terms[place]!) && !/[\d_]/.test(word)) telling.push({ word, weight })
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

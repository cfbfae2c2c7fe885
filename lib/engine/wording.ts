import type { Evidence } from '@/lib/evidence/evidence'

/**
 * What the words of a case say as a whole. Signs look for what an expert would look for; beside them the words that
 * people, logs, settings and records use, each with what it weighs for a cause, learnt from labelled cases
 * (npm run fit, docs/decisions/011). A word weighs little; many that point one way weigh as much as a sign.
 */
export type Wording = {
  /** The causes that the weights are given for, in their order. */
  slugs: readonly string[]
  terms: ReadonlyMap<string, Term>
  /** The weights of all terms one after another, in decibans, beside their places in `slugs`: read hundreds at a time. */
  places: Uint16Array
  weights: Float64Array
}

/** How rare a term is over the cases (inverse document frequency), and where among the weights its own begin and end. */
export type Term = { rarity: number; from: number; to: number }

/** A term as it is learnt and written down. */
export type TermWeights = { term: string; rarity: number; weights: readonly (readonly [place: number, weight: number])[] }

export function wordingOf(slugs: readonly string[], learnt: readonly TermWeights[]): Wording {
  const terms = new Map<string, Term>()
  let from = 0
  for (const { term, rarity, weights } of learnt) {
    terms.set(term, { rarity, from, to: from + weights.length })
    from += weights.length
  }
  const all = learnt.flatMap(({ weights }) => weights)
  return { slugs, terms, places: Uint16Array.from(all, ([place]) => place), weights: Float64Array.from(all, ([, weight]) => weight) }
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
export const writeWording = ({ slugs, terms, places, weights }: Wording): WordingFile => ({
  slugs,
  terms: [...terms].map(([term, { rarity, from, to }]) => [term, rarity, Array.from(places.subarray(from, to), (place, at) => `${place}:${weights[from + at]}`).join(' ')].join('\t')).sort(),
})

/** The id under which the words stand among the evidence. */
export const WORDING_SIGN = 'wording'

/** Each text is read so far: what matters stands at its beginning, and the time stays bounded. */
const MOST_TEXT = 16_384
const MOST_EVENTS = 50
const MOST_CHANGES = 4
/** Words of other forms with one meaning share their beginning: redirect, redirects, redirected. */
const STEM = 6
const WORD = /[a-z_][a-z0-9_'-]{1,40}|[\u00c0-\uffff]{2,20}|\d{3,6}/g

/** The last of the digits, which come before all letters. */
const NINE = 0x39
const LONG_NUMBERS = /\d{4,}/g

const wordsOf = (text: string): string[] => text.slice(0, MOST_TEXT).match(WORD) ?? []
/** A long number is somebody's; that there is one may tell. */
const stemOf = (word: string) => (word.charCodeAt(0) <= NINE ? word : word.replace(LONG_NUMBERS, '0000')).slice(0, STEM)

/** The words that a person is called by, which tell nothing of what keeps them out. The host of an address is no name. */
const namesOf = ({ account }: Evidence) => new Set(account?.identifiers.flatMap((identifier) => wordsOf(identifier.toLowerCase().replace(/@.*$/s, ''))) ?? [])

/** The terms of a case, each once, with a word or two as it stands in the text. Linear in the case. */
export function termsOf(evidence: Evidence): ReadonlyMap<string, string> {
  const terms = new Map<string, string>()
  const names = namesOf(evidence)
  const add = (kind: string, word: string) => {
    const term = `${kind}:${stemOf(word)}`
    if (!terms.has(term) && !names.has(word)) terms.set(term, word)
  }
  for (const text of [evidence.words, evidence.logText, evidence.changeText]) {
    let before: string | null = null
    for (const word of wordsOf(text)) {
      add('w', word)
      const pair = before === null || names.has(word) || names.has(before) ? null : `w:${stemOf(before)} ${stemOf(word)}`
      if (pair !== null && !terms.has(pair)) terms.set(pair, `${before} ${word}`)
      before = word
    }
  }
  for (const word of wordsOf(evidence.settingsText)) add('c', word)
  for (const word of wordsOf(evidence.recordText)) add('r', word)
  for (const { kind, service, summary } of evidence.changes.slice(0, MOST_CHANGES)) for (const word of wordsOf(`${kind ?? ''} ${service ?? ''} ${summary}`.toLowerCase())) add('h', word)
  for (const { format, outcome, reason, code } of evidence.events.slice(0, MOST_EVENTS)) for (const word of `${format} ${outcome} ${reason} ${code ?? ''}`.toLowerCase().split(' ')) if (word) terms.set(`e:${word}`, word.replaceAll('_', ' '))
  if (evidence.experience.statusCode !== null) terms.set(`s:${evidence.experience.statusCode}`, String(evidence.experience.statusCode))
  if (evidence.experience.scope !== null) terms.set(`o:${evidence.experience.scope}`, evidence.experience.scope.replaceAll('_', ' '))
  return terms
}

/** How strongly each known term of a case counts: rare ones more, and all together as one vector of length 1, so that a long case is not surer than a short one. */
export function strengthsOf(terms: Iterable<string>, rarityOf: (term: string) => number | undefined): [term: string, strength: number][] {
  const known: [string, number][] = []
  let square = 0
  for (const term of terms) {
    const rarity = rarityOf(term)
    if (rarity === undefined) continue
    known.push([term, rarity])
    square += rarity * rarity
  }
  const length = Math.sqrt(square) || 1
  return known.map(([term, rarity]) => [term, rarity / length])
}

/** The terms of a case that weigh something, each with how strongly it counts. */
const known = ({ terms }: Wording, found: ReadonlyMap<string, string>) => strengthsOf(found.keys(), (name) => terms.get(name)?.rarity)

/** Decibans by place in `slugs` that the words of a case add. */
export function weighWords(wording: Wording, found: ReadonlyMap<string, string>): Float64Array {
  const { terms, places, weights } = wording
  const sums = new Float64Array(wording.slugs.length)
  for (const [name, strength] of known(wording, found)) {
    const { from, to } = terms.get(name)!
    for (let at = from; at < to; at += 1) sums[places[at]!]! += strength * weights[at]!
  }
  return sums
}

/** What a term weighs for one place. */
function weightAt({ terms, places, weights }: Wording, name: string, place: number): number {
  const { from, to } = terms.get(name)!
  for (let at = from; at < to; at += 1) if (places[at] === place) return weights[at]!
  return 0
}

/** The words that speak most for a cause, as somebody said or logged them. What a record's fields are called says it too, and tells a reader nothing. */
export function tellingWords(wording: Wording, found: ReadonlyMap<string, string>, slug: string, most = 5): string[] {
  const place = wording.slugs.indexOf(slug)
  const telling = known(wording, found)
    .map(([term, strength]) => ({ term, weight: strength * weightAt(wording, term, place) }))
    .filter(({ term, weight }) => weight > 0 && !/^[rc]:/.test(term) && !/[\d_]/.test(found.get(term) ?? ''))
    .sort((a, b) => b.weight - a.weight)
  const words: string[] = []
  for (const { term } of telling) {
    const word = found.get(term) ?? term
    // "redirect" says nothing more beside "redirect uri".
    if (!words.some((other) => other.includes(word) || word.includes(other))) words.push(word)
    if (words.length === most) break
  }
  return words
}

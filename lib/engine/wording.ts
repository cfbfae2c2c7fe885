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
  /** The weights of all terms one after another, in tenths of a deciban, beside their places in `slugs`: read hundreds at a time, and few bytes. */
  places: Uint16Array
  tenths: Int16Array
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
  return { slugs, terms, places: Uint16Array.from(all, ([place]) => place), tenths: Int16Array.from(all, ([, weight]) => Math.round(weight * 10)) }
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
export const writeWording = ({ slugs, terms, places, tenths }: Wording): WordingFile => ({
  slugs,
  terms: [...terms].map(([term, { rarity, from, to }]) => [term, rarity, Array.from(places.subarray(from, to), (place, at) => `${place}:${tenths[from + at]! / 10}`).join(' ')].join('\t')).sort(),
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

/** Adds a term with the word as it stands in the text, unless it is known or a name. */
function addTerm(terms: Map<string, string>, names: ReadonlySet<string>, term: string, word: string): void {
  if (!terms.has(term) && !names.has(word)) terms.set(term, word)
}

/** The words of a text, alone and in pairs. */
function addSpoken(terms: Map<string, string>, names: ReadonlySet<string>, text: string): void {
  let [before, stemBefore] = ['', '']
  for (const word of wordsOf(text)) {
    const stem = stemOf(word)
    addTerm(terms, names, `w:${stem}`, word)
    if (before !== '' && !names.has(word) && !names.has(before)) {
      const pair = `w:${stemBefore} ${stem}`
      if (!terms.has(pair)) terms.set(pair, `${before} ${word}`)
    }
    ;[before, stemBefore] = [word, stem]
  }
}

/** The terms of a case, each once, with a word or two as it stands in the text. Linear in the case. */
export function termsOf(evidence: Evidence): ReadonlyMap<string, string> {
  const terms = new Map<string, string>()
  const names = namesOf(evidence)
  for (const text of [evidence.words, evidence.logText, evidence.changeText]) addSpoken(terms, names, text)
  for (const word of wordsOf(evidence.settingsText)) addTerm(terms, names, `c:${stemOf(word)}`, word)
  for (const word of wordsOf(evidence.recordText)) addTerm(terms, names, `r:${stemOf(word)}`, word)
  for (const { kind, service, summary } of evidence.changes.slice(0, MOST_CHANGES)) for (const word of wordsOf(`${kind ?? ''} ${service ?? ''} ${summary}`.toLowerCase())) addTerm(terms, names, `h:${stemOf(word)}`, word)
  for (const { format, outcome, reason, code } of evidence.events.slice(0, MOST_EVENTS)) for (const word of `${format} ${outcome} ${reason} ${code ?? ''}`.toLowerCase().split(' ')) if (word) terms.set(`e:${word}`, word.replaceAll('_', ' '))
  if (evidence.experience.statusCode !== null) terms.set(`s:${evidence.experience.statusCode}`, String(evidence.experience.statusCode))
  if (evidence.experience.scope !== null) terms.set(`o:${evidence.experience.scope}`, evidence.experience.scope.replaceAll('_', ' '))
  return terms
}

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

/** A term of a case that weighs something: with the word as it stands there, what was learnt of it, and how strongly it counts. */
export type Told = readonly (readonly [of: { term: string; word: string; learnt: Term }, strength: number])[]

/** The terms of a case that weigh something. */
export function toldIn({ terms }: Wording, found: ReadonlyMap<string, string>): Told {
  const known: Told[number][0][] = []
  for (const [term, word] of found) {
    const learnt = terms.get(term)
    if (learnt) known.push({ term, word, learnt })
  }
  return strengthsOf(known, ({ learnt }) => learnt.rarity)
}

/** Decibans by place in `slugs` that the words of a case add. */
export function weighWords({ slugs, places, tenths }: Wording, told: Told): Float64Array {
  const sums = new Float64Array(slugs.length)
  for (const [{ learnt }, strength] of told) {
    for (let at = learnt.from; at < learnt.to; at += 1) sums[places[at]!]! += strength * (tenths[at]! / 10)
  }
  return sums
}

/** Decibans that a term weighs for one place. */
function weightAt({ places, tenths }: Wording, { from, to }: Term, place: number): number {
  for (let at = from; at < to; at += 1) if (places[at] === place) return tenths[at]! / 10
  return 0
}

/** The words that speak most for a cause, as somebody said or logged them. What a record's fields are called says it too, and tells a reader nothing. */
export function tellingWords(wording: Wording, told: Told, slug: string, most = 5): string[] {
  const place = wording.slugs.indexOf(slug)
  const telling = told
    .map(([{ term, word, learnt }, strength]) => ({ term, word, weight: strength * weightAt(wording, learnt, place) }))
    .filter(({ term, word, weight }) => weight > 0 && !/^[rc]:/.test(term) && !/[\d_]/.test(word))
    .sort((a, b) => b.weight - a.weight)
  const words: string[] = []
  for (const { word } of telling) {
    // "redirect" says nothing more beside "redirect uri".
    if (!words.some((other) => other.includes(word) || word.includes(other))) words.push(word)
    if (words.length === most) break
  }
  return words
}

import type { Evidence } from '@/lib/evidence/evidence'
import { sumOf, type Term } from './term-table'

/** The terms of a case: the words that people, logs, settings and records use, by their beginnings, alone and in pairs. */

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

/** Who is told the terms of a case one after another, some more than once: what a term is made of, the sum of each stem, and the word or two as they stand there. */
export type Hearer = {
  alone: (kind: string, stem: string, sum: number, word: string) => void
  pair: (stemBefore: string, sumBefore: number, stem: string, sum: number, before: string, word: string) => void
}

/** The words of a text, alone and in pairs. */
function tellSpoken(hearer: Hearer, names: ReadonlySet<string>, text: string): void {
  let [before, stemBefore, sumBefore] = ['', '', 0]
  for (const word of wordsOf(text)) {
    if (names.has(word)) {
      before = ''
      continue
    }
    const stem = stemOf(word)
    const sum = sumOf(stem)
    hearer.alone('w', stem, sum, word)
    if (before !== '') hearer.pair(stemBefore, sumBefore, stem, sum, before, word)
    before = word
    stemBefore = stem
    sumBefore = sum
  }
}

function tellAlone(hearer: Hearer, names: ReadonlySet<string>, kind: string, text: string): void {
  for (const word of wordsOf(text)) if (!names.has(word)) tellWhole(hearer, kind, stemOf(word), word)
}

function tellWhole(hearer: Hearer, kind: string, stem: string, word: string): void {
  hearer.alone(kind, stem, sumOf(stem), word)
}

/** A word of the house or a code is a term as a whole. */
function tellCodes(hearer: Hearer, text: string): void {
  for (const word of text.toLowerCase().split(' ')) if (word) tellWhole(hearer, 'e', word, word.replaceAll('_', ' '))
}

/** Tells the terms of a case. Linear in the case. */
export function tellTerms(evidence: Evidence, hearer: Hearer): void {
  const names = namesOf(evidence)
  tellSpoken(hearer, names, evidence.words)
  tellSpoken(hearer, names, evidence.logText)
  tellSpoken(hearer, names, evidence.changeText)
  tellAlone(hearer, names, 'c', evidence.settingsText)
  tellAlone(hearer, names, 'r', evidence.recordText)
  for (const { kind, service, summary } of evidence.changes.slice(0, MOST_CHANGES)) tellAlone(hearer, names, 'h', `${kind ?? ''} ${service ?? ''} ${summary}`.toLowerCase())
  for (const { format, outcome, reason, code } of evidence.events.slice(0, MOST_EVENTS)) {
    tellCodes(hearer, format)
    tellCodes(hearer, outcome)
    tellCodes(hearer, reason)
    if (code) tellCodes(hearer, code)
  }
  const { statusCode, scope } = evidence.experience
  if (statusCode !== null) tellWhole(hearer, 's', String(statusCode), String(statusCode))
  if (scope !== null) tellWhole(hearer, 'o', scope, scope.replaceAll('_', ' '))
}

/** A term as it is written down: "w:redire", "w:redire uri". */
const nameOf = ({ kind, before, stem }: Term) => `${kind}:${before === null ? '' : `${before} `}${stem}`

/** A term read from how it is written down. Only words that are spoken stand in pairs. */
export function termOf(name: string): Term {
  const [kind, text] = [name.slice(0, 1), name.slice(2)]
  const gap = kind === 'w' ? text.indexOf(' ') : -1
  return gap < 0 ? { kind, before: null, stem: text } : { kind, before: text.slice(0, gap), stem: text.slice(gap + 1) }
}

/** The terms of a case, each once as it is written down, with a word or two as it first stands in the text. Linear in the case. */
export function termsOf(evidence: Evidence): ReadonlyMap<string, string> {
  const terms = new Map<string, string>()
  const add = (term: Term, word: string) => {
    const name = nameOf(term)
    if (!terms.has(name)) terms.set(name, word)
  }
  tellTerms(evidence, {
    alone: (kind, stem, _, word) => add({ kind, before: null, stem }, word),
    pair: (stemBefore, _before, stem, _sum, before, word) => add({ kind: 'w', before: stemBefore, stem }, `${before} ${word}`),
  })
  return terms
}

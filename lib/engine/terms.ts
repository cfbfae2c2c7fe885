import type { Evidence } from '@/lib/evidence/evidence'
import { sumsOf } from './sums'
import type { Term } from './term-table'
import { stemOf, WordsIn, wordsOf, type Word } from './words-in'

/** The terms of a case: the words that people, logs, settings and records use, by their beginnings, alone and in pairs. */

/** Each text is read so far: what matters stands at its beginning, and the time stays bounded. */
const MOST_TEXT = 16_384
const MOST_EVENTS = 50

/** Kinds of terms that stand for a whole word of the house or a code, not for its beginning. */
const WHOLE = new Set(['e', 's', 'o'])

/** The words that a person is called by, which tell nothing of what keeps them out. The host of an address is no name. */
const namesOf = ({ account }: Evidence): string[] => account?.identifiers.flatMap((identifier) => wordsOf(identifier.toLowerCase().replace(/@.*$/s, ''))) ?? []

function isName({ text, from, to }: Word, names: readonly string[]): boolean {
  for (const name of names) if (name.length === to - from && text.startsWith(name, from)) return true
  return false
}

/**
 * Who is told the terms of a case one after another, some more than once. A word is told in an object that the next one is
 * told in too. `said`: somebody or something said it; words of records and settings mostly name fields.
 */
export type Hearer = {
  alone: (kind: string, word: Word, said: boolean) => void
  /** Two words of one text that follow each other. */
  pair: (before: Word, word: Word, said: boolean) => void
}

/** The words of a text, alone and in pairs. */
function tellWords(hearer: Hearer, names: readonly string[], text: string, said = true): void {
  let [before, word] = [new WordsIn(text, MOST_TEXT), new WordsIn(text, MOST_TEXT)]
  for (let follows = false; word.next(); ) {
    const named = isName(word, names)
    if (!named) {
      hearer.alone('w', word, said)
      if (follows) hearer.pair(before, word, said)
    }
    follows = !named
    before.to = word.to
    ;[before, word] = [word, before]
  }
}

const tellWhole = (hearer: Hearer, kind: string, text: string) => hearer.alone(kind, { text, from: 0, to: text.length, sums: sumsOf(text) }, true)

function tellCodes(hearer: Hearer, text: string): void {
  for (const word of text.toLowerCase().split(' ')) if (word) tellWhole(hearer, 'e', word)
}

/** Tells the terms of a case. Linear in the case. */
export function tellTerms(evidence: Evidence, hearer: Hearer): void {
  const names = namesOf(evidence)
  for (const text of [evidence.words, evidence.logText, evidence.changeText]) tellWords(hearer, names, text)
  for (const text of [evidence.settingsText, evidence.recordText]) tellWords(hearer, names, text, false)
  for (const { format, outcome, reason, code } of evidence.events.slice(0, MOST_EVENTS)) {
    tellCodes(hearer, format)
    tellCodes(hearer, outcome)
    tellCodes(hearer, reason)
    if (code) tellCodes(hearer, code)
  }
  const { statusCode, scope } = evidence.experience
  if (statusCode !== null) tellWhole(hearer, 's', String(statusCode))
  if (scope !== null) tellWhole(hearer, 'o', scope)
}

/** A word of some kind as it is shown: of those of the house the parts are words. */
export function shown(kind: string, word: string): string {
  return WHOLE.has(kind) ? word.replaceAll('_', ' ') : word
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
  const cut = ({ text, from, to }: Word) => text.slice(from, to)
  tellTerms(evidence, {
    alone: (kind, word) => add({ kind, before: null, stem: WHOLE.has(kind) ? cut(word) : stemOf(cut(word)) }, shown(kind, cut(word))),
    pair: (before, word) => add({ kind: 'w', before: stemOf(cut(before)), stem: stemOf(cut(word)) }, `${cut(before)} ${cut(word)}`),
  })
  return terms
}

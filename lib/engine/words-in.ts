import { sumUp, type Sums } from './sums'

/** Words of other forms with one meaning share their beginning: redirect, redirects, redirected. */
const STEM = 6
const [ZERO, NINE] = [0x30, 0x39]
/** The first of the letters beyond ASCII. */
const FOREIGN = 0xc0

/** What a character of ASCII is in a word: what it may begin with, a digit, what stands within it only, or nothing. "redirect_uri" and "redirect-uri" are the words of "redirect uri". */
const [LETTER, DIGIT, WITHIN] = [1, 2, 3]
const KINDS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[a-z]/.test(character)) return LETTER
  if (/\d/.test(character)) return DIGIT
  return character === "'" ? WITHIN : 0
})
const kindOf = (code: number) => (code < KINDS.length ? KINDS[code]! : 0)
const isDigit = (code: number) => code >= ZERO && code <= NINE

/** The end of the digits that begin at a place. */
function endOfDigits(text: string, from: number, end: number): number {
  let to = from
  while (to < end && isDigit(text.charCodeAt(to))) to += 1
  return to
}

/** The end of the word that begins at a place; that place where none does. What is longer than a word may be is several. */
function endOfWord(text: string, from: number, end: number): number {
  const first = text.charCodeAt(from)
  const kind = kindOf(first)
  let to = from + 1
  if (kind === LETTER) {
    for (const last = Math.min(end, from + 41); to < last && kindOf(text.charCodeAt(to)) !== 0; ) to += 1
    return to - from >= 2 ? to : from
  }
  if (kind === DIGIT) {
    to = endOfDigits(text, to, Math.min(end, from + 6))
    return to - from >= 3 ? to : from
  }
  if (first < FOREIGN) return from
  for (const last = Math.min(end, from + 20); to < last && text.charCodeAt(to) >= FOREIGN; ) to += 1
  return to - from >= 2 ? to : from
}

/** A word where it stands in a text, and the sums of its stem. */
export type Word = { text: string; from: number; to: number; sums: Readonly<Sums> }

/**
 * Reads the words of a text in small letters one after another, without cutting them out: letters with what stands between
 * them, letters beyond ASCII, and numbers of three digits and more. Linear in the text.
 */
export class WordsIn implements Word {
  from = 0
  to = 0
  readonly sums: Sums = { sum: 0, check: 0 }
  private readonly end: number

  /** `most`: characters that are read. */
  constructor(readonly text: string, most = text.length) {
    this.end = Math.min(text.length, most)
  }

  /** Goes on to the next word; false = there is none. */
  next(): boolean {
    for (let at = this.to; at < this.end; at += 1) {
      const to = endOfWord(this.text, at, this.end)
      if (to === at) continue
      this.from = at
      this.to = to
      sumStem(this.sums, this.text, at, to)
      return true
    }
    return false
  }
}

/** The words of a text. */
export function wordsOf(text: string): string[] {
  const [reader, words]: [WordsIn, string[]] = [new WordsIn(text), []]
  while (reader.next()) words.push(text.slice(reader.from, reader.to))
  return words
}

/** The beginning of a word by which it is known. A long number within it is somebody's: that there is one may tell, which it is does not. */
export const stemOf = (word: string) => (isDigit(word.charCodeAt(0)) ? word : word.replace(/\d{4,}/g, '0000')).slice(0, STEM)

/** Makes the sums those of a word's stem. Few words have a long number within their first letters: only of these the stem is cut out. */
function sumStem(sums: Sums, text: string, from: number, to: number): void {
  const end = Math.min(to, from + STEM)
  if (hasDigit(text, from, end) && !isDigit(text.charCodeAt(from))) sumUp(sums, stemOf(text.slice(from, to)))
  else sumUp(sums, text, from, end)
}

function hasDigit(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isDigit(text.charCodeAt(at))) return true
  return false
}

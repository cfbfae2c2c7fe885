/** FNV-1a, 32 bits (G. Fowler, L. C. Noll and K.-P. Vo; RFC 9923). */
const [OFFSET, PRIME] = [0x811c9dc5, 0x01000193]
const SPREAD = 0x9e3779b1
/** A pair of words is no other kind of one word. */
const PAIR = 0x10000
/** A table as large as this for each term leaves half of it empty. */
const ROOM = 2

/** What tells one text from another at a glance, as a number. */
export function sumOf(text: string): number {
  let sum = OFFSET
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), PRIME)
  return sum
}

/** A term of one word of some kind (a letter), or of two words of which `before` is the first. */
export type Term = { kind: string; before: string | null; stem: string }

const joined = (one: number, other: number) => Math.imul(Math.imul(one, SPREAD) ^ other, PRIME) >>> 0
/** The sums of a term of one word and of a pair, from those of their stems. */
const sumAlone = (kind: string, sum: number) => joined(sum, kind.charCodeAt(0))
const sumPair = (sumBefore: number, sum: number) => joined(sum, sumBefore ^ PAIR)

/** Finds terms among thousands by the sums of their words: without joining texts, and with one look at memory for one that is none of them. */
export class TermTable {
  /** For each slot the sum of the term in it, and its place among the terms counted from 1, 0 = none. */
  private readonly slots: Uint32Array
  private readonly mask: number

  constructor(private readonly terms: readonly Term[]) {
    const size = 2 ** Math.ceil(Math.log2(ROOM * terms.length + 1))
    this.slots = new Uint32Array(2 * size)
    this.mask = size - 1
    for (const [place, { kind, before, stem }] of terms.entries()) {
      const sum = before === null ? sumAlone(kind, sumOf(stem)) : sumPair(sumOf(before), sumOf(stem))
      let slot = sum & this.mask
      while (this.slots[2 * slot + 1] !== 0) slot = (slot + 1) & this.mask
      this.slots[2 * slot] = sum
      this.slots[2 * slot + 1] = place + 1
    }
  }

  /** The place of a term of one word, -1 = it is none. `sum` is that of the stem. */
  alone(kind: string, stem: string, sum: number): number {
    return this.find(sumAlone(kind, sum), kind, null, stem)
  }

  /** The place of a pair of words, -1 = it is none. */
  pair(before: string, sumBefore: number, stem: string, sum: number): number {
    return this.find(sumPair(sumBefore, sum), 'w', before, stem)
  }

  private find(sum: number, kind: string, before: string | null, stem: string): number {
    for (let slot = sum & this.mask; ; slot = (slot + 1) & this.mask) {
      const place = this.slots[2 * slot + 1]! - 1
      if (place < 0) return -1
      if (this.slots[2 * slot] !== sum) continue
      const term = this.terms[place]!
      if (term.stem === stem && term.before === before && term.kind === kind) return place
    }
  }
}

import { sumsOf, type Sums } from './sums'

const [SPREAD, PRIME] = [0x9e3779b1, 0x01000193]
/** A pair of words is no other kind of one word. */
const PAIR = 0x10000
/** A table as large as this for each term leaves half of it empty. */
const ROOM = 2
/** Numbers in a slot: two sums, and the place of the term counted from 1, 0 = none. */
const SLOT = 3

/** A term of one word of some kind (a letter), or of two words of which `before` is the first. */
export type Term = { kind: string; before: string | null; stem: string }

const joined = (one: number, other: number) => Math.imul(Math.imul(one, SPREAD) ^ other, PRIME) >>> 0
/** The sum of a term of one word and of a pair, from those of their stems; the second sum of each is made in the same way. */
const ofAlone = (kind: string, sum: number) => joined(sum, kind.charCodeAt(0))
const ofPair = (before: number, sum: number) => joined(sum, before ^ PAIR)

/**
 * Finds terms among thousands by the sums of their words: without cutting words out or joining them, and with one look at
 * memory. Two terms whose sums are equal would be taken for one; the sums have 64 bits.
 */
export class TermTable {
  private readonly slots: Uint32Array
  private readonly mask: number

  constructor(terms: readonly Term[]) {
    const size = 2 ** Math.ceil(Math.log2(ROOM * terms.length + 1))
    this.slots = new Uint32Array(SLOT * size)
    this.mask = size - 1
    for (const [place, { kind, before, stem }] of terms.entries()) {
      const [own, first] = [sumsOf(stem), before === null ? null : sumsOf(before)]
      if (first) this.keep(place, ofPair(first.sum, own.sum), ofPair(first.check, own.check))
      else this.keep(place, ofAlone(kind, own.sum), ofAlone(kind, own.check))
    }
  }

  private keep(place: number, sum: number, check: number): void {
    let slot = sum & this.mask
    while (this.slots[SLOT * slot + 2] !== 0) slot = (slot + 1) & this.mask
    this.slots.set([sum, check, place + 1], SLOT * slot)
  }

  /** The place of a term of one word by the sums of its stem, -1 = it is none. */
  alone(kind: string, { sum, check }: Readonly<Sums>): number {
    return this.find(ofAlone(kind, sum), ofAlone(kind, check))
  }

  /** The place of a pair of words, -1 = it is none. */
  pair(before: Readonly<Sums>, { sum, check }: Readonly<Sums>): number {
    return this.find(ofPair(before.sum, sum), ofPair(before.check, check))
  }

  private find(sum: number, check: number): number {
    const { slots, mask } = this
    for (let slot = sum & mask; ; slot = (slot + 1) & mask) {
      const place = slots[SLOT * slot + 2]! - 1
      if (place < 0) return -1
      if (slots[SLOT * slot] === sum && slots[SLOT * slot + 1] === check) return place
    }
  }
}

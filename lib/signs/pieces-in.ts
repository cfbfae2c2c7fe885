/** A piece is looked up by four characters in a row of it, a shorter one by its first two. */
const LONG_GRAM = 4
const SHORT_GRAM = 2
const LAST_ASCII = 0x7f
/** Slots of the two tables as powers of two: some for each piece, and few bytes. Grams that share a slot cost a needless comparison, never an answer. */
const LEAST_BITS = 8
const MOST_LONG_BITS = 17
const SHORT_BITS = 12
const bitsFor = (pieces: number) => Math.min(MOST_LONG_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(4 * pieces + 1))))

/** The last four characters read, as one number: what is older falls out at its upper end. */
const rolled = (gram: number, code: number) => (gram << 8) ^ code
/** Spreads a gram over a table (D. Knuth, The Art of Computer Programming, volume 3, 6.4: multiplicative hashing). */
const slotOf = (gram: number, bits: number) => Math.imul(gram, 0x9e3779b1) >>> (32 - bits)
const shortSlot = (gram: number) => slotOf(gram & 0xffff, SHORT_BITS)

function gramAt(text: string, from: number, length: number): number {
  let gram = 0
  for (let at = from; at < from + length; at += 1) gram = rolled(gram, text.charCodeAt(at))
  return gram
}

/** What is kept of a piece, side by side: one look at memory and not five. */
const [NEXT, START, SPAN, SEEN] = [0, 1, 2, 3]
const FIELDS = 4
/** How many characters a piece has, and above these bits how far into it the gram ends that it is looked up by. */
const LENGTH_BITS = 16
const LENGTH = (1 << LENGTH_BITS) - 1
const MOST_READINGS = 0x7fffffff

/** Tells which of many pieces stand in a text: one pass over the text, whatever their number. A piece of one character is none of ASCII. */
export class PieceTable {
  private readonly bits: number
  /** Slot → the first piece there, counted from 1, 0 = none. */
  private readonly long: Uint32Array
  /** A bit for each slot that is not empty: most grams of a text end here, and so few bytes stay close to the processor. */
  private readonly taken: Uint32Array
  private readonly short = new Uint32Array(1 << SHORT_BITS)
  /** For each piece the next in its slot, where it begins among all characters, its span, and the reading in which it was found: a number instead of a clean slate for each text. */
  private readonly kept: Int32Array
  private readonly characters: Uint16Array
  /** Pieces of one character. */
  private readonly single = new Map<number, number>()
  private reading = 0

  constructor(private readonly pieces: readonly string[]) {
    this.bits = bitsFor(pieces.length)
    this.long = new Uint32Array(1 << this.bits)
    this.taken = new Uint32Array((1 << this.bits) / 32)
    this.kept = new Int32Array(FIELDS * (pieces.length + 1))
    this.characters = new Uint16Array(pieces.reduce((sum, { length }) => sum + length, 0))
    const shared = this.countGrams()
    let start = 0
    for (const [index, piece] of pieces.entries()) {
      if (piece.length < SHORT_GRAM) {
        this.single.set(piece.charCodeAt(0), index + 1)
        continue
      }
      const [table, slot, end] = piece.length < LONG_GRAM ? ([this.short, shortSlot(gramAt(piece, 0, SHORT_GRAM)), SHORT_GRAM] as const) : this.rarest(piece, shared)
      this.kept.set([table[slot] ?? 0, start, (end << LENGTH_BITS) | piece.length], FIELDS * (index + 1))
      for (let at = 0; at < piece.length; at += 1) this.characters[start + at] = piece.charCodeAt(at)
      start += piece.length
      table[slot] = index + 1
      if (table === this.long) this.taken[slot >> 5]! |= 1 << (slot & 31)
    }
  }

  private countGrams(): Uint16Array {
    const shared = new Uint16Array(1 << this.bits)
    for (const piece of this.pieces) for (let from = 0; from + LONG_GRAM <= piece.length; from += 1) shared[slotOf(gramAt(piece, from, LONG_GRAM), this.bits)]! += 1
    return shared
  }

  /** The gram of a piece that fewest others have: the one that least text holds for nothing. */
  private rarest(piece: string, shared: Uint16Array) {
    let [best, end] = [-1, 0]
    for (let from = 0; from + LONG_GRAM <= piece.length; from += 1) {
      const slot = slotOf(gramAt(piece, from, LONG_GRAM), this.bits)
      if (best < 0 || (shared[slot] ?? 0) < (shared[best] ?? 0)) [best, end] = [slot, from + LONG_GRAM]
    }
    return [this.long, best, end] as const
  }

  /** The numbers of the pieces that stand in a text, each once. Linear in the text. */
  foundIn(text: string): readonly number[] {
    const { bits, long, taken, short } = this
    const found: number[] = []
    this.begin()
    let gram = 0
    for (let end = 1; end <= text.length; end += 1) {
      const code = text.charCodeAt(end - 1)
      gram = rolled(gram, code)
      if (code > LAST_ASCII) this.add(this.single.get(code) ?? 0, found)
      if (end < SHORT_GRAM) continue
      const first = short[shortSlot(gram)]!
      if (first !== 0) this.compare(text, end, first, found)
      const slot = slotOf(gram, bits)
      if ((taken[slot >> 5]! >> (slot & 31)) & 1) this.compare(text, end, long[slot]!, found)
    }
    return found
  }

  private begin(): void {
    if (this.reading === MOST_READINGS) {
      for (let piece = 0; piece <= this.pieces.length; piece += 1) this.kept[FIELDS * piece + SEEN] = 0
      this.reading = 0
    }
    this.reading += 1
  }

  private add(piece: number, found: number[]): void {
    if (piece === 0 || this.kept[FIELDS * piece + SEEN] === this.reading) return
    this.kept[FIELDS * piece + SEEN] = this.reading
    found.push(piece - 1)
  }

  /** Adds the pieces of a slot that stand where their gram ends. */
  private compare(text: string, end: number, first: number, found: number[]): void {
    const { kept, reading } = this
    for (let piece = first; piece !== 0; piece = kept[FIELDS * piece + NEXT]!) {
      const own = FIELDS * piece
      if (kept[own + SEEN] !== reading && this.stands(text, end, kept[own + START]!, kept[own + SPAN]!)) this.add(piece, found)
    }
  }

  /** Whether the characters from `start` on stand in the text where their gram ends. */
  private stands(text: string, end: number, start: number, span: number): boolean {
    const from = end - (span >>> LENGTH_BITS)
    const length = span & LENGTH
    if (from < 0 || from + length > text.length) return false
    for (let at = 0; at < length; at += 1) if (text.charCodeAt(from + at) !== this.characters[start + at]) return false
    return true
  }
}

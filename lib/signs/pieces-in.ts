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

/** Tells which of many pieces stand in a text: one pass over the text, whatever their number. A piece of one character is none of ASCII. */
export class PieceTable {
  /** Slot → the first piece there, piece → the next in its slot; counted from 1, 0 = none. */
  private readonly bits: number
  private readonly long: Uint32Array
  /** A bit for each slot that is not empty: most grams of a text end here, and so few bytes stay close to the processor. */
  private readonly taken: Uint32Array
  private readonly short = new Uint32Array(1 << SHORT_BITS)
  private readonly next: Uint32Array
  /** How far into its piece the gram ends that it is looked up by. */
  private readonly before: Uint16Array
  /** Pieces of one character. */
  private readonly single = new Map<number, number>()
  /** The reading in which a piece was found: a number instead of a clean slate for each text. */
  private readonly seen: Float64Array
  private reading = 0

  constructor(private readonly pieces: readonly string[]) {
    this.bits = bitsFor(pieces.length)
    this.long = new Uint32Array(1 << this.bits)
    this.taken = new Uint32Array((1 << this.bits) / 32)
    this.next = new Uint32Array(pieces.length + 1)
    this.before = new Uint16Array(pieces.length + 1)
    this.seen = new Float64Array(pieces.length + 1)
    const shared = this.countGrams()
    for (const [index, piece] of pieces.entries()) {
      if (piece.length < SHORT_GRAM) {
        this.single.set(piece.charCodeAt(0), index)
        continue
      }
      const [table, slot, end] = piece.length < LONG_GRAM ? ([this.short, shortSlot(gramAt(piece, 0, SHORT_GRAM)), SHORT_GRAM] as const) : this.rarest(piece, shared)
      this.before[index + 1] = end
      this.next[index + 1] = table[slot] ?? 0
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
    const found: number[] = []
    this.reading += 1
    let gram = 0
    for (let end = 1; end <= text.length; end += 1) {
      const code = text.charCodeAt(end - 1)
      gram = rolled(gram, code)
      if (code > LAST_ASCII) this.addSingle(this.single.get(code), found)
      if (end < SHORT_GRAM) continue
      const short = this.short[shortSlot(gram)] ?? 0
      if (short !== 0) this.compare(text, end, short, found)
      const slot = slotOf(gram, this.bits)
      if (end >= LONG_GRAM && ((this.taken[slot >> 5] ?? 0) >> (slot & 31)) & 1) this.compare(text, end, this.long[slot] ?? 0, found)
    }
    return found
  }

  private addSingle(index: number | undefined, found: number[]): void {
    if (index === undefined || this.seen[index + 1] === this.reading) return
    this.seen[index + 1] = this.reading
    found.push(index)
  }

  /** Adds the pieces of a slot that stand where their gram ends. */
  private compare(text: string, end: number, first: number, found: number[]): void {
    for (let piece = first; piece !== 0; piece = this.next[piece] ?? 0) {
      if (this.seen[piece] === this.reading || !text.startsWith(this.pieces[piece - 1] ?? '', end - (this.before[piece] ?? 0))) continue
      this.seen[piece] = this.reading
      found.push(piece - 1)
    }
  }
}

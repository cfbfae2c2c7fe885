/** A piece is looked up by as many characters in a row of it as it has, at most by four. */
const GRAMS = [2, 3, 4] as const
const LONGEST = 4
const LAST_ASCII = 0x7f
/** A piece that stands for any character beyond ASCII; nobody writes it itself. */
export const BEYOND_ASCII = '\u0080'
/** Slots of a table as powers of two: some for each piece, and few bytes. Grams that share a slot cost a needless comparison, never an answer. */
const [LEAST_BITS, MOST_BITS] = [8, 18]
const bitsFor = (pieces: number) => Math.min(MOST_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(16 * pieces + 1))))

/** The last four characters read, as one number: what is older falls out at its upper end. */
const rolled = (gram: number, code: number) => (gram << 8) ^ code

function gramAt(text: string, from: number, length: number): number {
  let gram = 0
  for (let at = from; at < from + length; at += 1) gram = rolled(gram, text.charCodeAt(at))
  return gram
}

/** The first piece of each gram of one length, counted from 1, 0 = none. */
class GramTable {
  private readonly mask: number
  private readonly shift: number
  private readonly first: Uint32Array
  /** A bit for each slot that is not empty: most grams of a text end here, and so few bytes stay close to the processor. */
  private readonly taken: Uint32Array

  constructor(length: number, pieces: number) {
    const bits = bitsFor(pieces)
    this.mask = 2 ** (8 * length) - 1
    this.shift = 32 - bits
    this.first = new Uint32Array(1 << bits)
    this.taken = new Uint32Array((1 << bits) / 32)
  }

  get slots(): number {
    return this.first.length
  }

  /** Spreads grams over the slots (D. Knuth, The Art of Computer Programming, volume 3, 6.4: multiplicative hashing). */
  slotOf(gram: number): number {
    return Math.imul(gram & this.mask, 0x9e3779b1) >>> this.shift
  }

  at(gram: number): number {
    const slot = this.slotOf(gram)
    return (this.taken[slot >> 5]! >> (slot & 31)) & 1 ? this.first[slot]! : 0
  }

  /** Puts a piece first, and gives the one that was. */
  put(gram: number, piece: number): number {
    const slot = this.slotOf(gram)
    const before = this.first[slot]!
    this.first[slot] = piece
    this.taken[slot >> 5]! |= 1 << (slot & 31)
    return before
  }
}

/** What is kept of a piece, side by side: one look at memory and not five. */
const [NEXT, START, SPAN, SEEN] = [0, 1, 2, 3]
const FIELDS = 4
/** How many characters a piece has, and above these bits how far into it the gram ends that it is looked up by. */
const LENGTH_BITS = 16
const LENGTH = (1 << LENGTH_BITS) - 1
const MOST_READINGS = 0x7fffffff

/** How many pieces hold each gram. */
function countGrams(table: GramTable, pieces: readonly string[]): Uint16Array {
  const shared = new Uint16Array(table.slots)
  for (const piece of pieces) for (let from = 0; from + LONGEST <= piece.length; from += 1) shared[table.slotOf(gramAt(piece, from, LONGEST))]! += 1
  return shared
}

/** Where the gram of a piece ends that fewest others have: the one that least text holds for nothing. */
function rarestEnd(table: GramTable, piece: string, shared: Uint16Array): number {
  let [fewest, end] = [Number.POSITIVE_INFINITY, 0]
  for (let from = 0; from + LONGEST <= piece.length; from += 1) {
    const count = shared[table.slotOf(gramAt(piece, from, LONGEST))]!
    if (count < fewest) [fewest, end] = [count, from + LONGEST]
  }
  return end
}

/** Tells which of many pieces stand in a text: one pass over the text, whatever their number. A piece of one character is none of ASCII. */
export class PieceTable {
  private readonly tables: readonly GramTable[]
  /** For each piece the next in its slot, where it begins among all characters, its span, and the reading in which it was found: a number instead of a clean slate for each text. */
  private readonly kept: Int32Array
  private readonly characters: Uint16Array
  /** Pieces of one character. */
  private readonly single = new Map<number, number>()
  private readonly beyond: number
  private reading = 0

  constructor(private readonly pieces: readonly string[]) {
    this.tables = GRAMS.map((length) => new GramTable(length, pieces.filter((piece) => Math.min(piece.length, LONGEST) === length).length))
    this.kept = new Int32Array(FIELDS * (pieces.length + 1))
    this.characters = new Uint16Array(pieces.reduce((sum, { length }) => sum + length, 0))
    const [, , long] = this.tables as [GramTable, GramTable, GramTable] // one for each of GRAMS
    const shared = countGrams(long, pieces)
    let start = 0
    for (const [index, piece] of pieces.entries()) {
      const table = this.tables[piece.length - GRAMS[0]] ?? long
      if (piece.length < GRAMS[0]) {
        this.single.set(piece.charCodeAt(0), index + 1)
        continue
      }
      const end = piece.length < LONGEST ? piece.length : rarestEnd(long, piece, shared)
      const length = Math.min(piece.length, LONGEST)
      const own = FIELDS * (index + 1)
      this.kept[own + NEXT] = table.put(gramAt(piece, end - length, length), index + 1)
      this.kept[own + START] = start
      this.kept[own + SPAN] = (end << LENGTH_BITS) | piece.length
      for (let at = 0; at < piece.length; at += 1) this.characters[start + at] = piece.charCodeAt(at)
      start += piece.length
    }
    this.beyond = this.single.get(BEYOND_ASCII.charCodeAt(0)) ?? 0
  }

  /** The numbers of the pieces that stand in a text, each once. Linear in the text. */
  foundIn(text: string): readonly number[] {
    const [two, three, four] = this.tables as [GramTable, GramTable, GramTable] // one for each of GRAMS
    const found: number[] = []
    this.begin()
    let gram = 0
    for (let end = 1; end <= text.length; end += 1) {
      const code = text.charCodeAt(end - 1)
      gram = rolled(gram, code)
      if (code > LAST_ASCII) {
        this.add(this.single.get(code) ?? 0, found)
        this.add(this.beyond, found)
      }
      this.compare(text, end, two.at(gram), found)
      this.compare(text, end, three.at(gram), found)
      this.compare(text, end, four.at(gram), found)
    }
    return found
  }

  /** Whether a piece stands in the text that was read last. */
  wasFound(piece: number): boolean {
    return this.kept[FIELDS * (piece + 1) + SEEN] === this.reading
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

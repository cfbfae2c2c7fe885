import type { TextNeed, TextPlace } from './define'
import { alternativesOf } from './pattern-needs'
import { PieceTable } from './pieces-in'

/**
 * Looking for hundreds of patterns in one text. Most cannot be there: a match needs certain pieces of text, and a text
 * holds few of them. So each pattern says once what its alternatives need, a text is read once for the pieces in it,
 * and only the alternatives of which all needs are met are run. The answer is that of the pattern alone.
 */

/** What a text may match: by the number of a pattern, in their order, the alternatives of it that the text may hold. */
type Candidates = ReadonlyMap<number, readonly Alternative[]>

/** One alternative of a pattern. Compiled when it is first run. */
class Alternative {
  private compiled: RegExp | null = null
  constructor(
    readonly pattern: number,
    private readonly source: string,
    private readonly flags: string,
  ) {}

  exec(text: string): RegExpExecArray | null {
    this.compiled ??= new RegExp(this.source, this.flags)
    return this.compiled.exec(text)
  }
}

/** As many texts as a few cases have. */
const KEPT = 16
const NOTHING: Candidates = new Map()

/**
 * What is looked up for every piece that a text holds, as numbers in a row: made anew after patterns were added. Each
 * alternative is opened by the pieces of its rarest need; what else it needs is asked only then, as most texts hold
 * some piece that many alternatives need.
 */
type Table = {
  pieces: PieceTable
  /** Piece → where the alternatives that it opens begin and where those of the next piece do. */
  from: Uint32Array
  opened: Uint32Array
  /** Alternative → where its other needs begin: of each how many pieces and which, and 0 after the last. */
  others: Uint32Array
  needs: Uint32Array
}

/** From this length on a piece hardly becomes rarer with one character more. */
const LONG = 10

/** What an alternative needs, by the places of the pieces: of each need one at least must stand in a text. */
type PlacedNeeds = readonly (readonly number[])[]

/** All patterns and what they need, turned round: from the pieces that a text holds to the alternatives that may match it. */
class PatternIndex {
  private readonly alternatives: { alternative: Alternative; needs: PlacedNeeds }[] = []
  /** Alternatives of which nothing is sure: they are always run. */
  private readonly always: number[] = []
  /** Every piece with its place, and by that how many needs name it. */
  private readonly places = new Map<string, number>()
  private readonly namedBy: number[] = []
  private table: Table | null = null
  /** The last few texts with what they may match: those of one case are asked about again and again. */
  private readonly reads = new Map<string, Candidates>()

  add(id: number, alternatives: ReturnType<typeof alternativesOf>, flags: string): void {
    for (const { source, needs } of alternatives) {
      if (needs.length === 0) this.always.push(this.alternatives.length)
      this.alternatives.push({ alternative: new Alternative(id, source, flags), needs: needs.map((pieces) => pieces.map((piece) => this.placeOf(piece))) })
    }
    this.table = null
    this.reads.clear()
  }

  private placeOf(piece: string): number {
    let place = this.places.get(piece)
    if (place === undefined) {
      place = this.places.size
      this.places.set(piece, place)
      this.namedBy.push(0)
    }
    this.namedBy[place]! += 1
    return place
  }

  private built(): Table {
    const pieces = [...this.places.keys()]
    // How often a piece may stand in a text: a short one, and one that many patterns name.
    const shares = pieces.map((piece, place) => this.namedBy[place]! * 2 ** -Math.min(piece.length, LONG))
    const shareOf = (need: readonly number[]) => need.reduce((sum, place) => sum + shares[place]!, 0)
    const openedBy = pieces.map((): number[] => [])
    const others = new Uint32Array(this.alternatives.length)
    const rest: number[] = []
    for (const [at, { needs }] of this.alternatives.entries()) {
      const rarest = needs.length > 1 ? needs.reduce((least, need) => (shareOf(need) < shareOf(least) ? need : least)) : needs[0]
      for (const place of rarest ?? []) openedBy[place]!.push(at)
      others[at] = rest.length
      for (const need of needs) if (need !== rarest) rest.push(need.length, ...need)
      rest.push(0)
    }
    const from = new Uint32Array(pieces.length + 1)
    for (const [place, { length }] of openedBy.entries()) from[place + 1] = from[place]! + length
    return { pieces: new PieceTable(pieces), from, opened: Uint32Array.from(openedBy.flat()), others, needs: Uint32Array.from(rest) }
  }

  /** Which alternatives may match the text. Linear in the text. */
  candidatesIn(text: string): Candidates {
    const known = this.reads.get(text)
    if (known) return known
    if (this.reads.size === KEPT) this.reads.clear()
    const candidates = this.read(text)
    this.reads.set(text, candidates)
    return candidates
  }

  private read(text: string): Candidates {
    if (text === '') return NOTHING
    this.table ??= this.built()
    const { pieces, from, opened } = this.table
    const found = new Set(this.always)
    for (const piece of pieces.foundIn(text)) {
      for (let at = from[piece]!; at < from[piece + 1]!; at += 1) if (this.meetsOthers(this.table, opened[at]!)) found.add(opened[at]!)
    }
    const candidates = new Map<number, Alternative[]>()
    for (const at of [...found].sort((a, b) => a - b)) {
      const { alternative } = this.alternatives[at]!
      const others = candidates.get(alternative.pattern)
      if (others) others.push(alternative)
      else candidates.set(alternative.pattern, [alternative])
    }
    return candidates
  }

  /** Whether the text read last holds a piece of each need of an alternative. */
  private meetsOthers({ pieces, others, needs }: Table, alternative: number): boolean {
    let at = others[alternative]!
    for (let count = needs[at]!; count > 0; count = needs[at]!) {
      const next = at + count + 1
      for (at += 1; at < next && !pieces.wasFound(needs[at]!); at += 1);
      if (at === next) return false
      at = next
    }
    return true
  }
}

/** What a pattern matches: of its alternatives that match soonest the first, as the whole pattern would. */
function firstMatch(alternatives: readonly Alternative[], text: string): string | null {
  let soonest = Number.POSITIVE_INFINITY
  let matched: string | null = null
  for (const alternative of alternatives) {
    const hit = alternative.exec(text)
    if (!hit || hit.index >= soonest) continue
    soonest = hit.index
    matched = hit[0]
  }
  return matched
}

const said = new PatternIndex()
/** Words and lines are searched for the same patterns, most of all; the other texts hold many pieces of these and few patterns are looked for in them. */
const indexes: Readonly<Record<TextPlace, PatternIndex>> = { words: said, logs: said, record: new PatternIndex(), settings: new PatternIndex(), changes: new PatternIndex() }
let patterns = 0

/** The number of each pattern that may stand in a text; all others surely do not. */
export const patternsIn = (text: string, place: TextPlace): Iterable<number> => indexes[place].candidatesIn(text).keys()

/** What the pattern matches in a text, null = nothing. `wanted`: what a sign that finds nothing without it gives as its `texts`. */
export type Finder = ((text: string, place: TextPlace) => string | null) & { wanted: TextNeed }

/**
 * Looks for a pattern (flags: none or u) in the texts that stand at these places; an empty text holds nothing. The same
 * answer as `pattern.exec(text)`, sooner where the text cannot match: made for many patterns over the same few texts.
 * Throws where a flag changes what a match needs.
 */
export function finder(pattern: RegExp, places: readonly TextPlace[]): Finder {
  if (/[gimsyv]/.test(pattern.flags)) throw new Error(`${pattern} has a flag that finder() does not read.`)
  const id = patterns
  patterns += 1
  const alternatives = alternativesOf(pattern)
  for (const index of new Set(places.map((place) => indexes[place]))) index.add(id, alternatives, pattern.flags)
  const find = (text: string, place: TextPlace) => firstMatch(indexes[place].candidatesIn(text).get(id) ?? [], text)
  return Object.assign(find, { wanted: { pattern: id, places } })
}

/** For a sign's `texts`: the places in one of which a pattern must match for the sign to find anything. */
export const named = (pattern: RegExp, ...places: TextPlace[]): readonly TextNeed[] => [finder(pattern, places).wanted]

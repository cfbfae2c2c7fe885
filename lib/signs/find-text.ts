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

/** Needs of an alternative are the bits of one number; more of them are left out. */
const MOST_NEEDS = 31

/** What is looked up for every piece that a text holds, as numbers in a row: made anew after patterns were added. */
type Table = {
  pieces: PieceTable
  /** Piece → where its needs begin and those of the next one. */
  from: Uint32Array
  /** Each need: its alternative, and in the lowest bits which of the alternative's needs it is. */
  needs: Uint32Array
  /** For each alternative the bits of all its needs, and beside them those that the text in hand meets. */
  met: Uint32Array
}
/** Bits that tell one need of an alternative from another. */
const NEED_BITS = 5
const WHICH = (1 << NEED_BITS) - 1

/** All patterns and what they need, turned round: from the pieces that a text holds to the alternatives that may match it. */
class PatternIndex {
  private readonly alternatives: Alternative[] = []
  /** Alternatives of which nothing is sure: they are always run. */
  private readonly always: number[] = []
  /** Alternative → the bits of all its needs; piece → the needs that it meets. */
  private readonly all: number[] = []
  private readonly needsOf = new Map<string, number[]>()
  private table: Table | null = null
  /** The last few texts with what they may match: those of one case are asked about again and again. */
  private readonly reads = new Map<string, Candidates>()

  add(id: number, alternatives: ReturnType<typeof alternativesOf>, flags: string): void {
    for (const { source, needs } of alternatives) {
      const alternative = this.alternatives.push(new Alternative(id, source, flags)) - 1
      const kept = needs.slice(0, MOST_NEEDS)
      this.all.push(kept.reduce((all, _pieces, need) => all | (1 << need), 0))
      if (kept.length === 0) this.always.push(alternative)
      for (const [need, pieces] of kept.entries()) {
        for (const piece of pieces) {
          const known = this.needsOf.get(piece)
          if (known) known.push((alternative << NEED_BITS) | need)
          else this.needsOf.set(piece, [(alternative << NEED_BITS) | need])
        }
      }
    }
    this.table = null
    this.reads.clear()
  }

  private built(): Table {
    const needs = [...this.needsOf.values()]
    const from = new Uint32Array(needs.length + 1)
    for (const [piece, { length }] of needs.entries()) from[piece + 1] = from[piece]! + length
    return { pieces: new PieceTable([...this.needsOf.keys()]), from, needs: Uint32Array.from(needs.flat()), met: Uint32Array.from(this.all.flatMap((all) => [all, 0])) }
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
    const { pieces, from, needs, met } = this.table
    const found = [...this.always]
    const touched: number[] = []
    for (const piece of pieces.foundIn(text)) {
      for (let at = from[piece]!; at < from[piece + 1]!; at += 1) {
        const need = needs[at]!
        const alternative = need >>> NEED_BITS
        const before = met[2 * alternative + 1]!
        const after = before | (1 << (need & WHICH))
        if (before === 0) touched.push(alternative)
        if (before !== after && after === met[2 * alternative]) found.push(alternative)
        met[2 * alternative + 1] = after
      }
    }
    for (const alternative of touched) met[2 * alternative + 1] = 0
    const candidates = new Map<number, Alternative[]>()
    for (const at of found.sort((a, b) => a - b)) {
      const alternative = this.alternatives[at]!
      const others = candidates.get(alternative.pattern)
      if (others) others.push(alternative)
      else candidates.set(alternative.pattern, [alternative])
    }
    return candidates
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

import { RegExpParser, type AST } from '@eslint-community/regexpp'

/**
 * Looking for hundreds of patterns in one text. Most cannot be there: a match needs certain pieces of text, and a text
 * holds few of them. So each pattern says once what its alternatives need, a text is read once for the pieces in it,
 * and only the patterns of which all needs are met are run. The answer is that of the pattern alone.
 * After R. Cox, "Regular Expression Matching in the Wild" (2010), on prefilters.
 */

/** More pieces than this cost more to look up than they save. */
const MOST_PIECES = 40
/** Shorter pieces say too little. */
const LEAST = 2
/** A piece is looked up by four characters of it. */
const GRAM = 4
/** Spelling out a small class ([._-], [0-4]) keeps a piece whole; a large one ends it. */
const MOST_SPELLINGS = 16

/** Pieces of which a match holds at least one. */
type Pieces = readonly string[]
/** What a match must hold: every one of these. None = nothing is sure. */
type Needs = readonly Pieces[]

/** The characters of a class, where they are few. */
function membersOf({ negate, elements }: AST.CharacterClass): readonly string[] | null {
  if (negate) return null
  const members: string[] = []
  for (const element of elements) {
    if (element.type === 'Character') members.push(String.fromCodePoint(element.value))
    else if (element.type === 'CharacterClassRange' && element.max.value - element.min.value < MOST_SPELLINGS) {
      for (let code = element.min.value; code <= element.max.value; code += 1) members.push(String.fromCodePoint(code))
    } else return null
  }
  return members.length <= MOST_SPELLINGS ? members : null
}

/** The texts that an element can stand for, where they are few. */
function spellings(element: AST.Element): readonly string[] | null {
  switch (element.type) {
    case 'Character':
      return [String.fromCodePoint(element.value)]
    case 'Assertion':
      return ['']
    case 'CharacterClass':
      return membersOf(element)
    case 'Quantifier': {
      const inside = spellings(element.element)
      return inside && element.max === 1 ? (element.min === 0 ? ['', ...inside] : inside) : null
    }
    case 'Group':
    case 'CapturingGroup': {
      const all = element.alternatives.map(({ elements }) => spelledOut(elements))
      const texts = all.flatMap((one) => one ?? [])
      return all.every((one) => one !== null) && texts.length <= MOST_SPELLINGS ? texts : null
    }
    default:
      return null
  }
}

/** The texts that elements in a row can stand for, where they are few. */
function spelledOut(elements: readonly AST.Element[]): readonly string[] | null {
  let texts: readonly string[] = ['']
  for (const element of elements) {
    const next = spellings(element)
    if (!next || texts.length * next.length > MOST_SPELLINGS) return null
    texts = texts.flatMap((text) => next.map((piece) => text + piece))
  }
  return texts
}

const shortest = (pieces: Pieces) => pieces.reduce((least, piece) => Math.min(least, piece.length), Number.POSITIVE_INFINITY)

/** The most telling of some needs that all hold: the one whose shortest piece is longest. */
const mostTelling = (needs: Needs) => needs.reduce<Pieces | null>((best, pieces) => (best === null || shortest(pieces) > shortest(best) || (shortest(pieces) === shortest(best) && pieces.length < best.length) ? pieces : best), null)

/** The needs worth looking up: short pieces stand in most texts, and say nothing beside long ones. */
function telling(needs: Needs): Needs {
  const long = needs.filter((pieces) => shortest(pieces) >= GRAM)
  return long.length ? long : needs
}

/** One of several alternatives: a piece of the most telling need of any of them. */
function neededByAny(alternatives: readonly AST.Alternative[]): Pieces | null {
  const all: string[] = []
  for (const { elements } of alternatives) {
    const pieces = mostTelling(neededBy(elements))
    if (!pieces) return null
    all.push(...pieces)
  }
  return all.length <= MOST_PIECES ? [...new Set(all)] : null
}

function neededInside(element: AST.Element): Pieces | null {
  if (element.type === 'Quantifier') return element.min > 0 ? neededInside(element.element) : null
  return element.type === 'Group' || element.type === 'CapturingGroup' ? neededByAny(element.alternatives) : null
}

/** What elements in a row need: each run of spelled-out text, and what each other element needs inside. */
function neededBy(elements: readonly AST.Element[]): Needs {
  const needs: Pieces[] = []
  let run: readonly string[] = ['']
  const close = () => {
    if (shortest(run) >= LEAST) needs.push(run)
    run = ['']
  }
  for (const element of elements) {
    const next = spellings(element)
    if (next && run.length * next.length <= MOST_SPELLINGS) {
      run = run.flatMap((text) => next.map((piece) => text + piece))
      continue
    }
    close()
    if (next) run = next
    const inside = next ? null : neededInside(element)
    if (inside) needs.push(inside)
  }
  close()
  return needs
}

/** The alternatives of a pattern, each with what it needs. */
export function alternativesOf(pattern: RegExp): readonly { source: string; needs: Needs }[] {
  const { alternatives } = new RegExpParser().parsePattern(pattern.source, 0, pattern.source.length, { unicode: pattern.flags.includes('u') })
  // What refers to a group of another alternative would not stand alone.
  if (/\\[1-9k]/.test(pattern.source)) return [{ source: pattern.source, needs: [] }]
  return alternatives.map(({ raw, elements }) => ({ source: raw, needs: telling(neededBy(elements)) }))
}

const NONE: readonly number[] = []

/** Slots of the table of grams. Grams that share one cost a needless look, never a match. */
const SLOTS = 65_536
const mixed = (sum: number, text: string, at: number) => (Math.imul(sum, 31) + text.charCodeAt(at)) | 0
/** The slot of the gram of this length that begins at a place of a text. */
function slotOf(text: string, from: number, length: number): number {
  let sum = 0
  for (let at = from; at < from + length; at += 1) sum = mixed(sum, text, at)
  return (sum ^ (sum >>> 16)) & (SLOTS - 1)
}

/** The grams by which a piece can be looked up: any four characters in a row, or the whole of a shorter one. */
function gramsOf(piece: string): string[] {
  if (piece.length <= GRAM) return [piece]
  return Array.from({ length: piece.length - GRAM + 1 }, (_, at) => piece.slice(at, at + GRAM))
}

/**
 * What a text may match: the alternatives in their order, so that those of one pattern stand together, and by the number
 * of each pattern the place of its first one, counted from 1; 0 = none.
 */
type Candidates = { first: Uint16Array; alternatives: readonly number[] }

/** All patterns and what they need, turned round: from the pieces that a text holds to the alternatives that may match it. */
class PatternIndex {
  /** Each piece with the need that it meets. */
  private readonly pieces: { piece: string; need: number }[] = []
  /** Need → its alternative; alternative → how many needs it has, its pattern, and itself once it was needed. */
  private readonly alternativeOf: number[] = []
  private readonly needCount: number[] = []
  private readonly patternOf: number[] = []
  private readonly alternatives: { source: string; flags: string; compiled: RegExp | null }[] = []
  /** Alternatives of which nothing is sure: they are always run. */
  private readonly always: number[] = []
  private patterns = 0
  /** Slot of a gram → its bucket, 0 = none; bucket → the needs that its grams may meet. Made anew after patterns were added. */
  private readonly buckets = new Uint16Array(SLOTS)
  private needsIn: number[][] = []
  /** The reading in which a bucket was come to or a need met; a number instead of a clean slate for each text. */
  private seen = new Uint32Array(0)
  private met = new Uint32Array(0)
  private missing = new Uint8Array(0)
  private reading = 0

  add(pattern: RegExp): number {
    const id = this.patterns
    this.patterns += 1
    for (const { source, needs } of alternativesOf(pattern)) {
      const alternative = this.alternatives.push({ source, flags: pattern.flags, compiled: null }) - 1
      this.patternOf.push(id)
      this.needCount.push(needs.length)
      if (needs.length === 0) this.always.push(alternative)
      for (const pieces of needs) {
        const need = this.alternativeOf.push(alternative) - 1
        for (const piece of pieces) this.pieces.push({ piece, need })
      }
    }
    this.needsIn = []
    return id
  }

  /** Puts each piece under the gram of it that fewest others have: the one that least text holds for nothing. */
  private build(): void {
    const counts = new Map<string, number>()
    for (const { piece } of this.pieces) for (const gram of gramsOf(piece)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
    this.buckets.fill(0)
    this.needsIn = [[]]
    for (const { piece, need } of this.pieces) {
      const gram = gramsOf(piece).reduce((rarest, one) => ((counts.get(one) ?? 0) < (counts.get(rarest) ?? 0) ? one : rarest))
      const slot = slotOf(gram, 0, gram.length)
      const bucket = this.buckets[slot] || this.needsIn.push([]) - 1
      this.buckets[slot] = bucket
      this.needsIn[bucket]?.push(need)
    }
    this.seen = new Uint32Array(this.needsIn.length)
    this.met = new Uint32Array(this.alternativeOf.length)
    this.missing = Uint8Array.from(this.needCount)
    this.reading = 0
  }

  /** Which alternatives may match the text. Linear in the text. */
  read(text: string): Candidates {
    if (text === '') return { first: new Uint16Array(this.patterns), alternatives: NONE }
    if (this.needsIn.length === 0 || this.reading === 2 ** 32 - 1) this.build()
    this.reading += 1
    const { buckets, seen, met, missing, reading } = this
    const touched: number[] = []
    const found = [...this.always]
    for (let from = 0; from + LEAST <= text.length; from += 1) {
      let sum = mixed(mixed(0, text, from), text, from + 1)
      for (let length = LEAST; length <= GRAM && from + length <= text.length; length += 1) {
        if (length > LEAST) sum = mixed(sum, text, from + length - 1)
        const bucket = buckets[(sum ^ (sum >>> 16)) & (SLOTS - 1)]
        if (!bucket || seen[bucket] === reading) continue
        seen[bucket] = reading
        for (const need of this.needsIn[bucket] ?? NONE) {
          if (met[need] === reading) continue
          met[need] = reading
          const alternative = this.alternativeOf[need] ?? 0
          touched.push(alternative)
          missing[alternative] = (missing[alternative] ?? 0) - 1
          if (missing[alternative] === 0) found.push(alternative)
        }
      }
    }
    for (const alternative of touched) missing[alternative] = this.needCount[alternative] ?? 0
    const alternatives = found.sort((a, b) => a - b)
    const first = new Uint16Array(this.patterns)
    for (let place = alternatives.length; place > 0; place -= 1) first[this.patternOf[alternatives[place - 1] ?? 0] ?? 0] = place
    return { first, alternatives }
  }

  /** What a pattern matches: of its alternatives that match soonest the first, as the whole pattern would. */
  match(pattern: number, { first, alternatives }: Candidates, text: string): string | null {
    let soonest = Number.POSITIVE_INFINITY
    let matched: string | null = null
    for (let place = (first[pattern] ?? 0) - 1; place >= 0 && this.patternOf[alternatives[place] ?? 0] === pattern; place += 1) {
      const alternative = this.alternatives[alternatives[place] ?? 0]
      if (!alternative) break
      alternative.compiled ??= new RegExp(alternative.source, alternative.flags)
      const hit = alternative.compiled.exec(text)
      if (!hit || hit.index >= soonest) continue
      soonest = hit.index
      matched = hit[0]
    }
    return matched
  }
}

const index = new PatternIndex()

/** As many texts as a few cases have. */
const KEPT = 16
const reads = new Map<string, Candidates>()

function candidatesIn(text: string): Candidates {
  const known = reads.get(text)
  if (known) return known
  if (reads.size === KEPT) reads.clear()
  const candidates = index.read(text)
  reads.set(text, candidates)
  return candidates
}

/** More than 0 at the number of each pattern that may stand in a text; 0 where it surely does not. */
export const patternsIn = (text: string): Uint16Array => candidatesIn(text).first

/** What the pattern matches in a text, null = nothing. `pattern` is its number in `patternsIn`. */
export type Finder = ((text: string) => string | null) & { pattern: number }

/**
 * Looks for a pattern (flags: none or u) in a text; an empty text holds nothing. The same answer as
 * `pattern.exec(text)`, sooner where the text cannot match: made for many patterns over the same few texts. Throws
 * where a flag changes what a match needs.
 */
export function finder(pattern: RegExp): Finder {
  if (/[gimsyv]/.test(pattern.flags)) throw new Error(`${pattern} has a flag that finder() does not read.`)
  const id = index.add(pattern)
  const find = (text: string) => {
    const candidates = candidatesIn(text)
    return candidates.first[id] ? index.match(id, candidates, text) : null
  }
  return Object.assign(find, { pattern: id })
}

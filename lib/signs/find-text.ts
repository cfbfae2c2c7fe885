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
/** A longer piece says no more than its beginning. */
const LONGEST = 16
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

/** What each alternative of a pattern needs. */
export function needsOf(pattern: RegExp): readonly Needs[] {
  const { alternatives } = new RegExpParser().parsePattern(pattern.source, 0, pattern.source.length, { unicode: pattern.flags.includes('u') })
  return alternatives.map(({ elements }) => neededBy(elements))
}

/** A step in the tree of pieces: from a node by a character. Characters share 64 numbers; sharing costs a needless look, never a match. */
const CLASSES = 64
const step = (node: number, text: string, at: number) => node * CLASSES + (text.charCodeAt(at) % CLASSES)

/** All patterns and what they need, turned round: from the pieces that a text holds to the patterns that may match it. */
class PatternIndex {
  /** The tree of pieces, character by character: the node that a step leads to, 0 where to none. Node 0 is its root. */
  private steps = new Uint32Array(CLASSES * 1024)
  /** Node → the needs that the piece ending there meets. */
  private readonly meets: (number[] | null)[] = [null]
  /** Need → its alternative; alternative → how many needs it has, and its pattern. */
  private readonly alternativeOf: number[] = []
  private readonly needCount: number[] = []
  private readonly patternOf: number[] = []
  /** Patterns with an alternative of which nothing is sure: they are always run. */
  private readonly always: number[] = []
  private patterns = 0

  add(pattern: RegExp): number {
    const id = this.patterns
    this.patterns += 1
    for (const needs of needsOf(pattern)) {
      if (needs.length === 0) this.always.push(id)
      else this.addAlternative(id, needs)
    }
    return id
  }

  private addAlternative(id: number, needs: Needs): void {
    const alternative = this.patternOf.length
    this.patternOf.push(id)
    this.needCount.push(needs.length)
    for (const pieces of needs) {
      const need = this.alternativeOf.length
      this.alternativeOf.push(alternative)
      for (const piece of new Set(pieces.map((text) => text.slice(0, LONGEST)))) this.addPiece(piece, need)
    }
  }

  private addPiece(piece: string, need: number): void {
    let node = 0
    for (let at = 0; at < piece.length; at += 1) {
      const way = step(node, piece, at)
      node = this.steps[way] || this.addNode(way)
    }
    const met = this.meets[node]
    if (met) met.push(need)
    else this.meets[node] = [need]
  }

  private addNode(way: number): number {
    const node = this.meets.push(null) - 1
    if ((node + 1) * CLASSES > this.steps.length) {
      const longer = new Uint32Array(this.steps.length * 2)
      longer.set(this.steps)
      this.steps = longer
    }
    this.steps[way] = node
    return node
  }

  /** 1 at each pattern that may match the text, by its number. Linear in the text. */
  read(text: string): Uint8Array {
    const may = new Uint8Array(this.patterns)
    for (const id of this.always) may[id] = 1
    const [seen, met, missing] = [new Uint8Array(this.meets.length), new Uint8Array(this.alternativeOf.length), Uint8Array.from(this.needCount)]
    for (let from = 0; from < text.length; from += 1) {
      let node = this.steps[step(0, text, from)]
      for (let at = from + 1; node; at += 1) {
        if (seen[node] === 0) {
          seen[node] = 1
          for (const need of this.meets[node] ?? []) {
            if (met[need] === 1) continue
            met[need] = 1
            const alternative = this.alternativeOf[need] ?? 0
            missing[alternative] = (missing[alternative] ?? 0) - 1
            if (missing[alternative] === 0) may[this.patternOf[alternative] ?? 0] = 1
          }
        }
        node = at < text.length ? this.steps[step(node, text, at)] : 0
      }
    }
    return may
  }
}

const index = new PatternIndex()

/** As many texts as a case has. */
const KEPT = 4
const reads: { text: string; may: Uint8Array }[] = []

function mayMatch(text: string): Uint8Array {
  const known = reads.find((one) => one.text === text)
  if (known) return known.may
  const may = index.read(text)
  reads.unshift({ text, may })
  reads.length = Math.min(reads.length, KEPT)
  return may
}

/**
 * Looks for a pattern (flags: none or u) in a text; an empty text holds nothing. The same answer as
 * `pattern.exec(text)`, sooner where the text cannot match: made for many patterns over the same few texts. Throws
 * where a flag changes what a match needs.
 */
export function finder(pattern: RegExp): (text: string) => RegExpExecArray | null {
  if (/[gimsyv]/.test(pattern.flags)) throw new Error(`${pattern} has a flag that finder() does not read.`)
  const id = index.add(pattern)
  return (text) => (text !== '' && mayMatch(text)[id] === 1 ? pattern.exec(text) : null)
}

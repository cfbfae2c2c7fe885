import { RegExpParser, type AST } from '@eslint-community/regexpp'
import { BEYOND_ASCII } from './pieces-in'

/**
 * What a match of a pattern must hold, read off the pattern: pieces of text without which it cannot match.
 * After R. Cox, "Regular Expression Matching in the Wild" (2010), on prefilters.
 */

/** More pieces than this cost more to look up than they save. */
const MOST_PIECES = 100
/** Shorter pieces say too little, but for letters that few texts hold. */
const LEAST = 2
const isRare = (piece: string) => piece.length >= LEAST || piece > '\u007f'
/** Spelling out a small class ([._-], [0-4]) keeps a piece whole; a large one ends it. */
const MOST_SPELLINGS = 64

/** Pieces of which a match holds at least one. */
export type Pieces = readonly string[]
/** What a match must hold: every one of these. None = nothing is sure. */
export type Needs = readonly Pieces[]

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

const DIGITS = [...'0123456789']

/** The texts that an element can stand for, where they are few. */
function spellings(element: AST.Element): readonly string[] | null {
  switch (element.type) {
    case 'Character':
      return [String.fromCodePoint(element.value)]
    case 'Assertion':
      return ['']
    case 'CharacterClass':
      return membersOf(element)
    case 'CharacterSet':
      return element.kind === 'digit' && !element.negate ? DIGITS : null
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
  const pieces = fewest(all)
  return pieces.length <= MOST_PIECES ? pieces : null
}

const LAST_ASCII = 0x7f
/** Whether a class holds no character of ASCII, as [^\u0000-\u024f] does: what matches it shows that there are others. */
function isBeyondAscii(element: AST.Element): boolean {
  if (element.type !== 'CharacterClass') return false
  const ranges = element.elements.flatMap((part) => (part.type === 'Character' ? [[part.value, part.value] as const] : part.type === 'CharacterClassRange' ? [[part.min.value, part.max.value] as const] : []))
  if (element.negate) return ranges.some(([from, to]) => from === 0 && to >= LAST_ASCII)
  return ranges.length === element.elements.length && ranges.every(([from]) => from > LAST_ASCII)
}

function neededInside(element: AST.Element): Pieces | null {
  if (isBeyondAscii(element)) return [BEYOND_ASCII]
  if (element.type === 'Quantifier') {
    if (element.min === 0) return null
    const [once, other] = spellings(element.element) ?? []
    return once && other === undefined && isRare(once.repeat(element.min)) ? [once.repeat(element.min)] : neededInside(element.element)
  }
  return element.type === 'Group' || element.type === 'CapturingGroup' ? neededByAny(element.alternatives) : null
}

/** The same need in fewer pieces: one that holds another says no more than that one. */
function fewest(pieces: Pieces): Pieces {
  if (pieces.length < 2) return pieces
  const kept: string[] = []
  for (const piece of [...pieces].sort((a, b) => a.length - b.length)) if (!kept.some((other) => piece.includes(other))) kept.push(piece)
  return kept
}

/** What elements in a row need: each run of spelled-out text, and what each other element needs inside. */
function neededBy(elements: readonly AST.Element[]): Needs {
  const needs: Pieces[] = []
  let run: readonly string[] = ['']
  const close = () => {
    if (run.every(isRare)) needs.push(fewest(run))
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
  return alternatives.map(({ raw, elements }) => ({ source: raw, needs: neededBy(elements) }))
}

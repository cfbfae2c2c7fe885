import type { Evidence } from '@/lib/evidence/evidence'
import type { Part, Sign, TextPlace } from './define'
import { patternsIn } from './find-text'
import { TEXTS } from './texts'

const isThere: Readonly<Record<Part, (evidence: Evidence) => boolean>> = {
  account: ({ account }) => account !== null,
  events: ({ events }) => events.length > 0,
  unrecognised: ({ unrecognised }) => unrecognised.length > 0,
  logs: ({ events, unrecognised, logText }) => events.length > 0 || unrecognised.length > 0 || logText !== '',
  changes: ({ changes }) => changes.length > 0,
  config: ({ config }) => config.length > 0,
  pattern: ({ pattern }) => pattern !== null,
  answers: ({ answers }) => Object.keys(answers).length > 0,
}
const PARTS = Object.keys(isThere) as Part[] // the record has exactly these keys
const PLACES = Object.keys(TEXTS) as TextPlace[] // likewise

/** A bit for each of some names that holds. */
const bitsOf = <Name>(names: readonly Name[], holds: (name: Name) => boolean) => names.reduce((bits, name, at) => (holds(name) ? bits | (1 << at) : bits), 0)

/** What each sign needs, as bits and numbers beside the signs: read at every verdict, hundreds at a time. */
type Needs = { parts: Uint16Array; places: Uint8Array; patterns: Uint16Array }
const known = new WeakMap<readonly Sign[], Needs>()

function needsOf(signs: readonly Sign[]): Needs {
  const found = known.get(signs) ?? {
    parts: Uint16Array.from(signs, ({ needs }) => bitsOf(PARTS, (part) => needs?.includes(part) ?? false)),
    places: Uint8Array.from(signs, ({ texts }) => bitsOf(PLACES, (place) => texts?.places.includes(place) ?? false)),
    patterns: Uint16Array.from(signs, ({ texts }) => texts?.pattern ?? 0),
  }
  known.set(signs, found)
  return found
}

/**
 * The signs that may find something in a case: those of which it has the parts, and of which one of its texts may hold
 * the pattern. All others would answer unknown; most cases have few parts, so that most signs need no look.
 */
export function worthLooking(signs: readonly Sign[], evidence: Evidence): readonly Sign[] {
  const { parts, places, patterns } = needsOf(signs)
  const missing = bitsOf(PARTS, (part) => !isThere[part](evidence))
  const inText = PLACES.map((place) => patternsIn(TEXTS[place].read(evidence)))
  const worth: Sign[] = []
  for (const [at, sign] of signs.entries()) {
    if (((parts[at] ?? 0) & missing) !== 0) continue
    const where = places[at] ?? 0
    const pattern = patterns[at] ?? 0
    let may = where === 0
    for (let place = 0; !may && where >> place; place += 1) may = ((where >> place) & 1) === 1 && (inText[place]?.[pattern] ?? 0) > 0
    if (may) worth.push(sign)
  }
  return worth
}

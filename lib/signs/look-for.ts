import type { Evidence } from '@/lib/evidence/evidence'
import type { Finding, Sign, TextPlace } from './define'
import { patternsIn } from './find-text'
import { holderOf, isOccurring, occurring, type Part } from './parts'
import { TEXTS } from './texts'

/** Signs by what they need, and what each of them is found to answer. A place is that of a sign in the list. */
type Group = { needs: readonly ((evidence: Evidence) => boolean)[]; places: number[] }
type Wanted = {
  /** Those that need the same parts, together. */
  groups: readonly Group[]
  /** By what must occur in one of the log records. */
  occurring: ReadonlyMap<Part, readonly number[]>
  /** Those that answer the same as long as nothing occurs that says more. */
  alike: readonly (Group & { answer: (evidence: Evidence) => Finding })[]
  /** For each text, by the number of a pattern. */
  texts: readonly { place: TextPlace; wanting: readonly (readonly number[] | undefined)[] }[]
  /** Scratch: a 1 at the place of each that is to be looked for in the case in hand. */
  listed: Uint8Array
}
const known = new WeakMap<readonly Sign[], Wanted>()

/** The entry of a key, made where it is missing. */
function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

/** Signs turned round: from what a case has to the places of the signs that need it. */
function wantedBy(signs: readonly Sign[]): Wanted {
  const found = known.get(signs)
  if (found) return found
  const groups = new Map<string, Group>()
  const occurs = new Map<Part, number[]>()
  const alike = new Map<(evidence: Evidence) => Finding, Wanted['alike'][number]>()
  const texts = new Map<TextPlace, number[][]>()
  const want = (place: number, parts: readonly Part[]) => {
    const [only] = parts
    if (only && parts.length === 1 && isOccurring(only)) entryOf(occurs, only, () => []).push(place)
    else entryOf(groups, parts.join(), () => ({ needs: parts.map(holderOf), places: [] })).places.push(place)
  }
  for (const [place, { needs = [], texts: patterns = [], or = [], unless }] of signs.entries()) {
    for (const { pattern, places } of patterns) for (const name of places) (entryOf(texts, name, () => [])[pattern] ??= []).push(place)
    for (const part of or) want(place, [part])
    if (unless) {
      entryOf(alike, unless.answer, () => ({ needs: needs.map(holderOf), answer: unless.answer, places: [] })).places.push(place)
      for (const part of unless.parts) want(place, [part])
    } else if (patterns.length === 0 && or.length === 0) want(place, needs)
  }
  const wanted = { groups: [...groups.values()], occurring: occurs, alike: [...alike.values()], texts: [...texts].map(([place, wanting]) => ({ place, wanting })), listed: new Uint8Array(signs.length) }
  known.set(signs, wanted)
  return wanted
}

/**
 * What all signs answer, by their places; undefined where nobody looked, since the answer would be unknown. Most cases
 * have few parts, so that most signs need no look.
 */
export function lookFor(signs: readonly Sign[], evidence: Evidence): (Finding | undefined)[] {
  const { groups, occurring: byPart, alike, texts, listed } = wantedBy(signs)
  const findings = new Array<Finding | undefined>(signs.length)
  for (const { needs, answer, places } of alike) {
    if (!needs.every((holds) => holds(evidence))) continue
    const finding = answer(evidence)
    for (const place of places) findings[place] = finding
  }
  listed.fill(0) // At the beginning: what went before may have ended by an error.
  const worth: number[] = []
  const list = (places: readonly number[] = []) => {
    for (const place of places) {
      if (listed[place]) continue
      listed[place] = 1
      worth.push(place)
    }
  }
  for (const { needs, places } of groups) if (needs.every((holds) => holds(evidence))) list(places)
  for (const part of occurring(evidence)) list(byPart.get(part))
  for (const { place: text, wanting } of texts) for (const pattern of patternsIn(TEXTS[text].read(evidence), text)) list(wanting[pattern])
  for (const place of worth) findings[place] = signs[place]!.look(evidence)
  return findings
}

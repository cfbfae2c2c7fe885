import type { Evidence } from '@/lib/evidence/evidence'
import type { Sign, TextPlace } from './define'
import { patternsIn } from './find-text'
import { holderOf } from './parts'
import { TEXTS } from './texts'

type Holds = (evidence: Evidence) => boolean

/** Signs turned round: from what a case has to the places of the signs that need it. */
type Wanted = {
  /** Signs that read no text, together where they need the same parts. */
  groups: readonly { needs: readonly Holds[]; places: readonly number[] }[]
  /** For each text, by the number of a pattern, the signs that look for it. */
  texts: readonly { read: (evidence: Evidence) => string; wanting: readonly (readonly number[] | undefined)[] }[]
}
const known = new WeakMap<readonly Sign[], Wanted>()

function wantedBy(signs: readonly Sign[]): Wanted {
  const found = known.get(signs)
  if (found) return found
  const groups = new Map<string, { needs: readonly Holds[]; places: number[] }>()
  const texts = new Map(Object.entries(TEXTS).map(([name, { read }]) => [name as TextPlace, { read, wanting: [] as number[][] }])) // the record has exactly these keys
  for (const [place, { needs = [], texts: text }] of signs.entries()) {
    if (text) for (const name of text.places) (texts.get(name)!.wanting[text.pattern] ??= []).push(place)
    else {
      const key = needs.join()
      if (!groups.has(key)) groups.set(key, { needs: needs.map(holderOf), places: [] })
      groups.get(key)!.places.push(place)
    }
  }
  const wanted = { groups: [...groups.values()], texts: [...texts.values()] }
  known.set(signs, wanted)
  return wanted
}

/**
 * A 1 at the place of each sign that may find something in a case: of those that look for a pattern where one of its
 * texts may hold it, of all others where all parts that they need are there. Every other sign would answer unknown; most
 * cases have few parts, so that most signs need no look.
 */
export function worthLooking(signs: readonly Sign[], evidence: Evidence): Uint8Array {
  const worth = new Uint8Array(signs.length)
  const { groups, texts } = wantedBy(signs)
  for (const { needs, places } of groups) if (needs.every((holds) => holds(evidence))) for (const place of places) worth[place] = 1
  for (const { read, wanting } of texts) for (const pattern of patternsIn(read(evidence))) for (const place of wanting[pattern] ?? []) worth[place] = 1
  return worth
}

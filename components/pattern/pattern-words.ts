import { oneIn, times } from '@/components/change/effect-words'
import { number } from '@/lib/core/number'
import type { PatternState, TestedTrait, UpdateKind } from '@/lib/services/patterns/schema'

export const PATTERN_WORDS: Readonly<Record<PatternState, string>> = { found: 'Found', cause_known: 'Known', fixing: 'Fixing', fixed: 'Fixed' }

/** What an update begins with: how far it is, or what the console saw. */
export const updateTitle = (kind: UpdateKind, state: PatternState) => (kind === 'said' ? PATTERN_WORDS[state] : kind === 'settled' ? 'Over' : 'Rises again')

export const people = (count: number) => `${number(count)} ${count === 1 ? 'person' : 'people'}`

/** What a test says of a trait: those hit (`after`) beside those who get in (`before`). */
export function traitTestWords(item: TestedTrait): string {
  const { before, after, finding } = item
  if (after.failures === after.signIns && before.failures === before.signIns) return 'Everybody has it'
  if (finding === 'few') return 'Too few to tell'
  if (finding === 'rise') return before.failures === 0 ? `Only they have it: ${oneIn(item.p)} by chance` : `${times(item)} as often: ${oneIn(item.p)} by chance`
  if (finding === 'fall') return 'Rarer than among the others'
  return 'No difference beyond chance'
}

import type { Evidence } from '@/lib/evidence/evidence'
import type { Step } from '@/lib/evidence/vocabulary'
import type { Part } from './parts'

/** What a sign finds. `source` points into the case: `account`, `logs[3]`, `changes[0]`, `experience`, `pattern` … */
export type Finding =
  | { state: 'present'; because: string; source: string }
  | { state: 'absent'; because: string; source: string }
  | { state: 'unknown' }

/** A text of a case, as signs call it. */
export type TextPlace = 'words' | 'logs' | 'record' | 'settings' | 'changes'

/** A pattern (its number, of `finder`), looked for in the texts at these places. */
export type TextNeed = { pattern: number; places: readonly TextPlace[] }

export type Sign = {
  id: string
  /** One plain sentence that is true when the sign is present. */
  says: string
  /** What would tell: shown as "?" beside the sentence while unknown. */
  ask: string
  /** The step at which a person would see it. */
  step: Exclude<Step, 'verdict'>
  /** Pure: no clock, no database, no network. Linear in the size of the evidence. */
  look: (evidence: Evidence) => Finding
  /** Parts of a case without each of which `look` answers unknown: where one is empty, nobody looks. */
  needs?: readonly Part[]
  /** In place of `needs`: patterns and parts, of which one at least must be there. */
  texts?: readonly TextNeed[]
  or?: readonly Part[]
  /** What `look` answers while none of these parts is there: one answer for all the signs that share it. */
  unless?: { parts: readonly Part[]; answer: (evidence: Evidence) => Finding }
  /** The question whose answer settles it: it reads nothing else. Signs without one read no answer. */
  settledBy?: string
}

export function defineSign(sign: Sign): Sign {
  return sign
}

export const unknown: Finding = { state: 'unknown' }
export const present = (because: string, source: string): Finding => ({ state: 'present', because, source })
export const absent = (because: string, source: string): Finding => ({ state: 'absent', because, source })

/** What somebody or something said, as a finding quotes it: its beginning, without the spaces around it. */
export const quoted = (said: string) => `“${said.slice(0, 80).trim()}”`

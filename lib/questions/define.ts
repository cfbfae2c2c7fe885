import type { Evidence } from '@/lib/evidence/evidence'
import type { Step } from '@/lib/evidence/vocabulary'

export type Question = {
  /** Equal to the file's name; the key in `answers`. */
  id: string
  step: Exclude<Step, 'verdict'>
  ask: string
  why: string
  /** Time it costs the engineer and the caller, in seconds. */
  cost: number
  /** `not_tried` is always last and changes nothing. */
  options: readonly { id: string; label: string; note: string }[]
  /** False when the evidence already answers it, or it makes no sense here. */
  applies: (evidence: Evidence) => boolean
}

/** Declares a question of the triage: one file in lib/questions, nothing else to touch. */
export function defineQuestion(question: Question): Question {
  return question
}

import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { Transaction } from '@/lib/db/client'

/** A field of the record as it is and as it will be, in words. Values are already masked. */
export type Effect = { label: string; before: string; after: string }

export type Target = {
  accountId: string
  /** The factor or block that the action is about, where it is about one. */
  subjectId: string | null
}

export type Preview = {
  /** False when the record gives nothing to do, with the reason ("Not locked"). */
  possible: boolean
  because: string
  effects: readonly Effect[]
  /** Gates that stay closed afterwards, in words. */
  stillBlocked: readonly string[]
  afterwards: readonly string[]
  /** Changes whenever anything shown changes: an execution under another one is refused (409). */
  fingerprint: string
}

export type Recovery = {
  action: RecoveryAction
  title: string
  /** Imperative for the button; the page adds "…". */
  verb: string
  tier: 0 | 1 | 2 | 3 | 4
  /** First and in bold on the card: what it does, and what it does not do. */
  consequence: string
  /** How it can be undone, or that it cannot. */
  undo: string
  subject: 'account' | 'factor' | 'block'
  preview: (tx: Transaction, target: Target, now: Date) => Promise<Preview>
  /** Writes the effect in the transaction it is given; the audit row is written by the caller in the same one. */
  run: (tx: Transaction, target: Target, now: Date) => Promise<void>
}

/** Declares a recovery: one file in lib/recoveries, nothing else to touch. */
export function defineRecovery(recovery: Recovery): Recovery {
  return recovery
}

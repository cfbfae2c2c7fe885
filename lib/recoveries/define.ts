import type { Transaction } from '@/lib/db/client'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { RecordState } from './state'

/** A field of the record as it is and as it will be, in words. Values are already masked. */
export type Effect = { label: string; before: string; after: string }

/** A gate of the sign-in that stays closed, in words. */
export type Gate = { label: string; because: string }

export type Preview = {
  /** False when the record gives nothing to do, with the reason ("Not locked"). */
  possible: boolean
  because: string
  /** Whether nothing but the password would guard the account afterwards. */
  lastFactor: boolean
  effects: readonly Effect[]
  /** Gates that stay closed afterwards. */
  stillBlocked: readonly Gate[]
  afterwards: readonly string[]
  /** Changes whenever anything shown changes: an execution under another one is refused (409). */
  fingerprint: string
}

/** A message to the person. Its recipient is never part of it: that is the address on file, read under the lock. */
export type Message = { kind: 'notice' | 'reset_link' | 'verification_link' | 'bypass_code' | 'caller_code' | 'delay_notice'; subject: string; body: string }

/** One of several factors or blocks that the action can be about. */
export type Subject = { id: string; label: string; detail: string }

/** What a state makes of the recovery: rows of the contract test, and of docs/recoveries.md. */
export type Example = {
  name: string
  /** Differences from a healthy account with one authenticator, recovery codes and two open sessions. */
  state: ExampleState
  /** True, or the words that say why there is nothing to do or it must not be done. */
  possible: true | string
  lastFactor?: boolean
  /** Columns that differ afterwards, as table.column, besides account.updatedAt. Everything else stays as it was. */
  changes?: readonly string[]
  /** Labels of the gates that stay closed. */
  stillBlocked?: readonly string[]
}

export type ExampleState = {
  account?: Readonly<Record<string, unknown>>
  factors?: readonly { kind: 'totp' | 'sms' | 'recovery_codes'; label: string; isDefault: boolean }[]
  sessions?: number
  block?: { kind: 'account' | 'cidr' | 'ip'; address?: string; met?: boolean; expired?: boolean }
  /** Links of the last hour. */
  links?: { purpose: 'reset' | 'verify' | 'bypass'; count: number }
  verifiers?: string
  directory?: Readonly<Record<string, unknown>>
}

/**
 * Which causes of a pattern it may be done for to all of its people at once: those that name it, or every fault, since what it
 * undoes is what failing brings. Null: one by one only.
 */
export type BulkRule = 'named' | 'fault' | null

export type Recovery = {
  action: RecoveryAction
  title: string
  /** Imperative for the button; the page adds "…". */
  verb: string
  /** First and in bold on the card: what it does, and what it does not do. */
  consequence: string
  /** How it can be undone, or that it cannot. */
  undo: string
  /** What to tell the person in the reply once it was done: no state, code or device of theirs. */
  told: string
  subject: 'account' | 'factor' | 'block'
  bulk: BulkRule
  /** The factors or blocks to choose from, the likeliest first. Empty for the account itself. */
  subjects: (state: RecordState) => Subject[]
  /** Pure: what would happen to the record in this state. */
  preview: (state: RecordState, subjectId: string | null) => Preview
  /**
   * Writes the effect in the transaction it is given, where the record is locked and `state` was read under that lock.
   * Recovery, audit and outbox rows are written by the caller in the same transaction. Returns what to tell the person.
   */
  run: (tx: Transaction, state: RecordState, subjectId: string | null) => Promise<readonly Message[]>
  examples: readonly Example[]
}

/** Declares a recovery: one file in lib/recoveries, nothing else to touch. */
export function defineRecovery(recovery: Recovery): Recovery {
  return recovery
}

import type { FactorKind } from '@/lib/evidence/vocabulary'

/** What kinds of proof there are. Two checks must be of different kinds (NIST SP 800-63B-4, 4.2.2.2). */
export type Kind = 'address' | 'telephone' | 'factor' | 'colleague' | 'document'

/** A contact address of the person as it stands on file. `id` names it without telling it. */
export type Contact = { id: string; kind: 'email' | 'phone'; value: string; since: Date; confirmed: boolean }

/** What the ways to check a caller look at. Nothing here came from the caller. */
export type CallerFacts = {
  now: Date
  name: string
  contacts: readonly Contact[]
  factors: readonly { id: string; kind: FactorKind; label: string; enrolledAt: Date; lastUsedAt: Date | null }[]
  /** People of this console who are neither the agent nor the person. */
  colleagues: readonly { id: string; name: string; role: string }[]
}

/** One way to use a method: this address, this factor, this colleague. Words are masked. */
export type Option = { id: string; label: string; detail: string }

export type Offer = { options: readonly Option[]; /** Why there is none, or fewer than one may think. */ because: string | null }

export type Verification = {
  /** Also its file's name, with "-" for "_". */
  method: string
  kind: Kind
  title: string
  /** How it is settled: a code typed by the agent and compared here, the agent's word, a colleague's word in the console, or a log record. */
  settledBy: 'code' | 'agent' | 'colleague' | 'log'
  /** What the agent does, said to the agent. */
  how: string
  /** What it does not show. */
  limits: string
  /** Minutes from its start in which it can pass. */
  minutes: number
  /** Pure: the ways that this record leaves open. */
  offer: (facts: CallerFacts) => Offer
  source: string
  examples: readonly Example[]
}

/** A state of the record and what the method offers there: rows of the contract test. */
export type Example = {
  name: string
  /** Differences from a person with an old confirmed address, an old number, a working authenticator and two colleagues. */
  facts: Partial<CallerFacts>
  /** Labels of the options, in order. */
  offers: readonly string[]
}

/** Declares a way to check a caller: one file in lib/verifications, nothing else to touch. */
export function defineVerification(verification: Verification): Verification {
  return verification
}

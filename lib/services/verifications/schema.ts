import { z } from 'zod'
import { cleanText } from '@/lib/core/text'

/** Wrong codes after which a code is dead: five in a million is what a guesser gets. */
export const MOST_WRONG = 5
/** Codes to one person within an hour: enough for a slow mailbox, too few to flood it. */
export const CODES_AN_HOUR = 5
/** Failed checks on one account within a day after which nobody may try again until the next day. */
export const MOST_FAILED = 10
/** Minutes for which a passed check counts, for this ticket and this agent. */
export const CHECK_MINUTES = 30
/** Method of the row that a refused caller leaves. */
export const REFUSAL = 'refusal'

const METHODS = ['address_code', 'call_back', 'identity_document', 'manager', 'working_factor'] as const

const note = z.string().max(2000).transform((text) => cleanText(text, 500)).default('')

export const startInput = z.object({ ticketId: z.uuid('That is not a ticket.'), method: z.enum(METHODS, 'That is not a way to check a caller.'), optionId: z.string().min(1, 'Choose by what.').max(64) })
/** Spaces and dashes are how people read digits out. */
export const codeInput = z.object({ id: z.uuid(), code: z.string().max(40).transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '')).pipe(z.string().regex(/^\d{6}$/, 'Six digits.')) })
export const attestInput = z.object({ id: z.uuid(), outcome: z.enum(['passed', 'failed'], 'Did they pass?'), note }).refine(({ outcome, note: text }) => outcome === 'failed' || text.length >= 2, { path: ['note'], message: 'Write down who answered.' })
export const answerInput = z.object({ id: z.uuid(), outcome: z.enum(['passed', 'failed'], 'Yes or no?'), note }).refine(({ note: text }) => text.length >= 10, { path: ['note'], message: 'Say how you made sure, in 10 characters or more.' })
export const refuseInput = z.object({ ticketId: z.uuid('That is not a ticket.'), note })

export type CheckView = {
  id: string
  method: string
  title: string
  label: string
  state: 'open' | 'passed' | 'failed' | 'ended'
  settledBy: 'code' | 'agent' | 'colleague' | 'log'
  how: string
  startedAt: string
  endsAt: string
  decidedAt: string | null
  /** Tries left for a code. */
  left: number
  note: string | null
  /** Whether it counts towards the need now. */
  counts: boolean
}

export type OfferView = { method: string; title: string; how: string; limits: string; options: { id: string; label: string; detail: string }[]; because: string | null }

/** Everything that the dialog shows about the caller. */
export type CallerView = {
  ticketId: string
  need: 'none' | 'one' | 'two' | 'proofing'
  needed: number
  passed: number
  /** What is missing, in words; null when the need is met. */
  missing: string | null
  checks: CheckView[]
  offers: OfferView[]
  failed: { count: number; agents: number; probing: boolean; stopped: boolean }
  /** Set once the caller was refused on this ticket: what the agent reads out. */
  readOut: string | null
}

/** What a colleague is asked about a caller. */
export type AskedView = { id: string; ticketNumber: number; person: string; account: string; team: string | null; method: string; title: string; how: string; limits: string; askedBy: string; startedAt: string; endsAt: string }

/** What an agent reads out to a caller who could not be verified: no detail of the account, nothing to argue with. */
export const READ_OUT =
  'I could not make sure that I am speaking with the owner of this account, so I am not able to change anything on it. That protects the owner, and it would protect you. Please come to us in person with an identity document, or ask your manager to contact us. We write to the addresses on file that somebody called. I cannot tell you more, and asking again today will not change it.'

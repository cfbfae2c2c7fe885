import { z } from 'zod'
import { cleanText } from '@/lib/core/text'
import { RECOVERY_ACTIONS, STRENGTHS, type RecoveryAction } from '@/lib/evidence/vocabulary'
import { REASON_MIN } from '../recoveries/schema'

export const BULK_STATES = ['prepared', 'pending', 'running', 'done', 'stopped', 'denied', 'expired'] as const
export type BulkState = (typeof BULK_STATES)[number]

/** What became of somebody: `fine` needs nothing any more, `left_out` must not be done with many, `not_done` was not reached. */
export const PERSON_STATES = ['waiting', 'done', 'fine', 'left_out', 'not_done'] as const
export type PersonState = (typeof PERSON_STATES)[number]

export const prepareInput = z.object({ patternId: z.uuid('That is not a pattern.'), action: z.enum(RECOVERY_ACTIONS, 'That is not a recovery.') })

const REASON_MAX = 1000
const words = z.string().max(REASON_MAX * 4).default('').transform((text) => cleanText(text, REASON_MAX))
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'Open the preview again.')
const bulkId = z.uuid('That is not a bulk.')

export const askInput = z.object({
  bulkId,
  planHash: hash,
  ticketId: z.uuid('Choose the ticket that this answers.'),
  reason: words.refine((text) => text.length >= REASON_MIN, `Say why, in ${REASON_MIN} characters or more: the second person and the audit read it.`),
  confirmed: z.literal('yes', 'Tick that you have read whom it changes and whom not.'),
  stepUpProof: z.string().max(200).default(''),
})

export const answerInput = z
  .object({ bulkId, decision: z.enum(['approved', 'denied'], 'Approve or deny?'), reason: words, payloadHash: hash, stepUpProof: z.string().max(200).default('') })
  .refine(({ decision, reason }) => decision === 'approved' || reason.length >= REASON_MIN, { path: ['reason'], message: `Say why, in ${REASON_MIN} characters or more: who asked reads it.` })

export const stopInput = z.object({ bulkId })

/** Which of its people a page shows. */
export const PEOPLE_VIEWS = ['waiting', 'done', 'out'] as const
export type PeopleView = (typeof PEOPLE_VIEWS)[number]
export const peopleInput = z.object({ people: z.enum(PEOPLE_VIEWS).optional().catch(undefined), after: z.uuid().optional().catch(undefined) })

/** What a second person agrees to. Frozen as canonical JSON. */
export const payloadSchema = z.object({
  version: z.literal(1),
  bulk: z.uuid(),
  pattern: z.uuid(),
  words: z.string(),
  action: z.enum(RECOVERY_ACTIONS),
  cause: z.string(),
  tier: z.number().int(),
  people: z.array(z.object({ account: z.uuid(), subject: z.string().nullable(), fingerprint: z.string() })),
  leftOut: z.number().int(),
  ticket: z.number().int(),
  reason: z.string(),
  requester: z.uuid(),
  stepUp: z.enum(['totp', 'passkey']),
  stepUpId: z.string(),
  sessionId: z.uuid(),
  strength: z.enum(STRENGTHS),
  askedAt: z.iso.datetime(),
})
export type BulkPayload = z.infer<typeof payloadSchema>

/** A recovery that fits a pattern, for its page. `whyNot`: why it cannot be prepared by this agent now. */
export type BulkOption = { action: RecoveryAction; title: string; verb: string; consequence: string; base: number; tier: number; whyNot: string | null }

/** A bulk as lists show it. */
export type BulkItem = { id: string; action: RecoveryAction; title: string; state: BulkState; people: number; by: string; at: string; patternWords: string; tier: number; ticketNumber: number | null; approveBy: string | null }

export type BulkPersonRow = { accountId: string; name: string; email: string; state: PersonState; why: string | null; at: string | null; ticketNumber: number | null }

type Binding = { action: string; targetId: string; params: unknown }

/** A bulk as its page shows it. Masked. */
export type BulkView = {
  id: string
  action: RecoveryAction
  title: string
  verb: string
  consequence: string
  undo: string
  state: BulkState
  pattern: { id: string; words: string }
  cause: string
  base: number
  tier: number
  people: number
  /** Hit, and not looked at, being too many. */
  beyond: number
  counts: Readonly<Record<PersonState, number>>
  watchHours: number
  /** Why people are left out, the commonest first. */
  outs: { state: PersonState; why: string; count: number }[]
  by: string
  mine: boolean
  preparedAt: string
  /** Too old to be asked for. */
  expired: boolean
  ticketNumber: number | null
  reason: string | null
  askedAt: string | null
  approveBy: string | null
  approver: string | null
  answer: string | null
  answeredAt: string | null
  endedAt: string | null
  endedWhy: string | null
  planHash: string
  payloadHash: string | null
  /** Minutes for the second person, and after that for all of it. */
  minutes: number
  view: PeopleView
  page: { rows: BulkPersonRow[]; next: string | null }
  ask: { binding: Binding; tickets: { id: string; number: number; subject: string }[]; approvers: string[] } | null
  answering: { binding: Binding; whyNot: string | null } | null
  canStop: boolean
}

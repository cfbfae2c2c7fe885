import { z } from 'zod'
import { cleanText } from '@/lib/core/text'
import { STRENGTHS, type RecoveryAction } from '@/lib/evidence/vocabulary'
import type { RequestState } from './machine'

const line = z.object({ label: z.string(), before: z.string(), after: z.string() })

const evidence = z.object({ cause: z.string().nullable(), confidence: z.number(), bucket: z.string(), of: z.number().int(), lines: z.array(z.object({ weight: z.number(), text: z.string(), step: z.string() })) })
/** Where the evidence of the ticket pointed when it was asked for. */
export type FrozenEvidence = z.infer<typeof evidence>

/** What a second person agrees to: everything that runs, and what it was asked for with. Frozen as canonical JSON. */
export const payloadSchema = z.object({
  version: z.literal(1),
  action: z.string(),
  account: z.uuid(),
  accountName: z.string(),
  externalId: z.string(),
  environment: z.string(),
  subject: z.string().nullable(),
  ticket: z.number().int(),
  ticketId: z.uuid(),
  effects: z.array(line),
  stillBlocked: z.array(z.object({ label: z.string(), because: z.string() })),
  fingerprint: z.string(),
  base: z.number().int(),
  tier: z.number().int(),
  tierWords: z.string(),
  attackLikely: z.boolean(),
  delayHours: z.number(),
  executeMinutes: z.number(),
  checks: z.array(z.object({ id: z.uuid(), method: z.string(), label: z.string(), at: z.iso.datetime(), colleagueId: z.uuid().nullable(), /** SHA-256 of the colleague's mailbox: who vouched, whatever the account. */ colleagueKey: z.string().nullable().default(null) })),
  failedChecks: z.number().int(),
  evidence,
  reason: z.string(),
  override: z.string().nullable(),
  requester: z.uuid(),
  stepUp: z.enum(['totp', 'passkey']).nullable(),
  stepUpId: z.string().nullable(),
  /** The session in which it was asked for, and how that had been opened. */
  sessionId: z.uuid(),
  strength: z.enum(STRENGTHS),
  askedAt: z.iso.datetime(),
})
export type Payload = z.infer<typeof payloadSchema>

const reason = z.string().max(4000).default('').transform((text) => cleanText(text, 1000))

export const answerInput = z
  .object({
    requestId: z.uuid('That is not a request.'),
    decision: z.enum(['approved', 'denied'], 'Approve or deny?'),
    reason,
    payloadHash: z.string().regex(/^[0-9a-f]{64}$/, 'Open the request again.'),
    stepUpProof: z.string().max(200).default(''),
  })
  .refine((input) => input.decision === 'approved' || input.reason.length >= 10, { path: ['reason'], message: 'Say why, in 10 characters or more: who asked reads it.' })

export const cancelInput = z.object({ requestId: z.uuid('That is not a request.'), reason })

export const VIEWS = ['for-you', 'asked', 'decided'] as const
export type ApprovalsView = (typeof VIEWS)[number]
export const viewSchema = z.enum(VIEWS).catch('for-you')

export type RequestRow = {
  id: string
  title: string
  action: RecoveryAction
  person: string
  ticketNumber: number
  askedBy: string
  mine: boolean
  askedAt: string
  state: RequestState
  base: number
  tier: number
  tierWords: string
  privileged: boolean
  fits: boolean
  approveBy: string
  runAt: string | null
  executeBy: string | null
  /** "Tomasz Reuter agreed, Done 09:02." in words; null while it waits. */
  outcome: string | null
}

export type RequestDetail = RequestRow & {
  account: { id: string; externalId: string; environment: string; privileged: boolean }
  reason: string
  override: string | null
  stepUp: string | null
  asksToday: number
  checks: { id: string; title: string; label: string; at: string }[]
  needed: number
  failedChecks: { count: number; agents: number }
  evidence: FrozenEvidence
  effects: { label: string; before: string; after: string }[]
  stillBlocked: { label: string; because: string }[]
  frozen: { key: string; value: string }[]
  payloadHash: string
  /** Whether the record is still what was frozen; words when it is not. */
  moved: string | null
  /** Why this agent may not answer, or null, and what was looked at. */
  whyNot: string | null
  may: string[]
  delayHours: number
  watchHours: number
  undo: string
  endedWhy: string | null
  approvals: { by: string; decision: string; reason: string | null; at: string }[]
  canCancel: boolean
  now: string
}

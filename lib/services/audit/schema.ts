import { z } from 'zod'
import { maskEmail } from '@/lib/core/mask'

export const AUDIT_OUTCOMES = ['done', 'denied', 'failed'] as const
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]

/** A field of an address bar that cannot be read counts as not set: a list is never an error page. */
const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined)
const day = z.iso.date().optional().catch(undefined)

export const auditFilters = z.object({
  /** "18198" an entry, "#1042" a ticket, an e-mail or id of an account, or an agent's name. */
  q: text(200),
  actor: z.uuid().optional().catch(undefined),
  action: text(80),
  outcome: z.enum(AUDIT_OUTCOMES).optional().catch(undefined),
  ticket: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  /** First and last day, UTC, both included. */
  from: day,
  to: day,
})
export type AuditFilters = z.infer<typeof auditFilters>

/** The filters that are set, as texts that may be kept: an address that was searched for is masked. */
export const shownFilters = (filters: AuditFilters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, typeof value === 'string' && value.includes('@') ? maskEmail(value) : String(value)]])))

/** Where the next page begins: the time and number of the last entry shown. */
export const auditCursor = z
  .string()
  .regex(/^\d{1,15}-\d{1,18}$/)
  .transform((given) => {
    const [ms, seq] = given.split('-')
    return { at: new Date(Number(ms)), seq: BigInt(seq ?? 0) }
  })
  .refine(({ at }) => !Number.isNaN(at.getTime()))
  .optional()
  .catch(undefined)

export type AuditRow = {
  id: string
  seq: string
  at: string
  actorKind: string
  actorId: string | null
  actorName: string
  action: string
  outcome: AuditOutcome
  targetKind: string | null
  targetId: string | null
  targetName: string | null
  ticketId: string | null
  ticketNumber: number | null
  reason: string | null
  hash: string
}

export type AuditDetail = AuditRow & {
  before: Record<string, string>
  after: Record<string, string>
  approvals: Record<string, string>[]
  strength: string | null
  stepUpId: string | null
  onBehalfOf: string | null
  ip: string | null
  requestId: string | null
  appVersion: string | null
  role: string | null
  /** The canonical text that is hashed. */
  text: string
  /** Whether the text hashes to the hash, the hash before it is the one that it carries, and the next carries its own; null = there is none yet. */
  proof: { own: boolean; before: boolean | null; after: boolean | null }
  /** The entries before and after it. */
  neighbours: { seq: string; action: string; hash: string }[]
  /** The first anchor at or after it. */
  anchor: { seq: string; at: string } | null
}

/** What a check of the whole audit found. */
export type ChainCheck = {
  at: string
  seconds: number
  whole: boolean
  count: number
  seq: number
  hash: string
  /** Up to which entry anchors prove that nothing was written anew. */
  anchored: number
  anchors: number
  /** The first wrong entry, or the span in which it lies. */
  fault: { seq: number; why: string; from: number; to: number } | null
  faults: string[]
}

export type ChainState = {
  head: { seq: string; hash: string } | null
  anchor: { n: number; seq: string; at: string } | null
  check: ChainCheck | null
}

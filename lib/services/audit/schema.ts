import { z } from 'zod'

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
}

export type AuditDetail = AuditRow & {
  before: Record<string, string>
  after: Record<string, string>
  ip: string | null
  requestId: string | null
  role: string | null
  neighbours: { seq: string; action: string }[]
}

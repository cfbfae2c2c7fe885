import { z } from 'zod'
import { cleanText } from '@/lib/core/text'
import { RECOVERY_ACTIONS, type RecoveryAction } from '@/lib/evidence/vocabulary'
import type { CallerView } from '../verifications/schema'

/** Shorter reasons say nothing to whoever reads the audit. */
export const REASON_MIN = 10
const REASON_MAX = 1000

const reason = (what: string) =>
  z
    .string()
    .max(REASON_MAX * 4, `${what} is too long.`)
    .transform((text) => cleanText(text, REASON_MAX))
    .refine((text) => text.length >= REASON_MIN, `${what} needs ${REASON_MIN} characters or more.`)

const subjectId = z.preprocess((value) => (value === '' || value === undefined ? null : value), z.uuid('That is not the id of a factor or block.').nullable())

export const previewInput = z.object({
  ticketId: z.uuid('That is not a ticket.'),
  action: z.enum(RECOVERY_ACTIONS, 'That is not a recovery.'),
  subjectId,
})
export type PreviewInput = { ticketId: string; action: RecoveryAction; subjectId?: string | null }

export const performInput = previewInput.extend({
  reason: reason('The reason'),
  /** Why an action that does not fit the verdict is right all the same. */
  override: z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : (value ?? null)), reason('The override').nullable()),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'Open the preview again.'),
  idempotencyKey: z.string().regex(/^[\w-]{16,100}$/, 'Open the dialog again.'),
  /** Id of the proof that the agent is there; read from tier 2 on. */
  stepUpProof: z.string().max(200).default(''),
})
export type PerformInput = z.infer<typeof performInput>

/** The form: a common reason from the list, words beside it, and the tick that the preview was read. */
export const recoverForm = z
  .object({
    ticketId: z.string(),
    action: z.string(),
    subjectId: z.string().optional(),
    common: z.string().max(200).default(''),
    words: z.string().max(REASON_MAX * 4).default(''),
    override: z.string().optional(),
    fingerprint: z.string(),
    idempotencyKey: z.string(),
    stepUpProof: z.string().max(200).default(''),
    confirmed: z.literal('yes', 'Tick that you have read what will change.'),
  })
  .transform(({ common, words, confirmed: _, ...rest }) => ({ ...rest, reason: [common, words].map((text) => text.trim()).filter(Boolean).join(': ') }))
export type RecoverInput = z.infer<typeof recoverForm>

const effect = z.object({ label: z.string(), before: z.string(), after: z.string() })
const gate = z.object({ label: z.string(), because: z.string() })

/** What is kept in Recovery.after, and given back when the same request comes again. */
export const storedResult = z.object({ effects: z.array(effect), stillBlocked: z.array(gate), afterwards: z.array(z.string()), messages: z.number(), undo: z.string().default('') })

/** The switches over all recoveries. */
export const GUARDS = ['elevated_threat', 'kill_switch'] as const
export type GuardName = (typeof GUARDS)[number]
export type GuardView = { name: GuardName; isOn: boolean; reason: string; by: string; at: string | null }

export type EffectLine = z.infer<typeof effect>
export type GateLine = z.infer<typeof gate>
export type SubjectLine = { id: string; label: string; detail: string }

export type RecoveryResult = z.infer<typeof storedResult> & {
  kind: 'done'
  recoveryId: string
  action: RecoveryAction
  title: string
  at: string
  /** True when the same request had been carried out before: nothing happened this time. */
  replayed: boolean
  /** Whether messages leave, or why they wait. */
  mail: string
}

/** Frozen and waiting for a second person. */
export type AskedResult = { kind: 'asked'; requestId: string; title: string; at: string; approveBy: string; delayHours: number; replayed: boolean }
export type RecoveryOutcome = RecoveryResult | AskedResult
/** How a request stands, with the result once it was done. */
export type RequestOutcome = { state: string; words: string; result: RecoveryResult | null }

/** What the policy asks for here and today, with its reasons. */
export type NeedView = {
  base: number
  tier: number
  /** "Tier 2, today 3: elevated threat". */
  words: string
  raises: { words: string; why: string }[]
  secondPerson: boolean
  stepUp: boolean
  delayHours: number
  watchHours: number
  approveMinutes: number
  /** People who could agree now. */
  approvers: string[]
}

/** A request that waits, or has just ended, for the dialog of who asked. */
export type WaitingView = { id: string; state: string; askedAt: string; approveBy: string; runAt: string | null; words: string; mine: boolean }

/** A recovery that was carried out on a ticket. */
export type DoneRecovery = { id: string; action: RecoveryAction; title: string; at: string; agent: string | null; reason: string; effects: EffectLine[] }

/** Everything that the dialog shows before the click. */
export type RecoveryPreview = {
  ticketId: string
  ticketNumber: number
  action: RecoveryAction
  title: string
  verb: string
  consequence: string
  undo: string
  need: NeedView
  caller: CallerView
  /** The same, asked for already and not yet decided or done. */
  waiting: WaitingView | null
  /** A milder way that should be looked at first. */
  instead: { action: RecoveryAction; title: string; words: string } | null
  /** What a proof must be for. */
  binding: { action: string; targetId: string; params: unknown }
  account: { id: string; name: string; email: string; environment: string; privileged: boolean }
  subject: 'account' | 'factor' | 'block'
  subjectId: string | null
  subjects: SubjectLine[]
  possible: boolean
  because: string
  effects: EffectLine[]
  stillBlocked: GateLine[]
  afterwards: string[]
  fingerprint: string
  /** False: the verdict does not name this action, and an override with a reason is asked for. */
  fits: boolean
  allowed: boolean
  /** Why the button is off for this agent, whatever they type. */
  whyNot: string | null
  mail: string
  /** True while the demo company is in place and messages stay here: where the caller's mailbox can be read. */
  demoMailbox: boolean
  /** Characters that a reason needs at least. */
  reasonMin: number
}

export type RecoveryOption = {
  action: RecoveryAction
  title: string
  verb: string
  need: Pick<NeedView, 'base' | 'tier' | 'words' | 'secondPerson'> & { checks: number }
  consequence: string
  possible: boolean
  /** State-aware words: what stands, or why there is nothing to do ("Not locked"). */
  because: string
  allowed: boolean
  whyNot: string | null
}
/** `done`: something that the cause names was done on this ticket, and stands in neither list of suggestions. */
export type FittingRecoveries = { done: boolean; fit: RecoveryOption[]; unfit: RecoveryOption[]; cause: string | null }

import type { StepUpBinding } from '@/lib/auth/step-up/binding'
import { writeProof } from '@/lib/auth/step-up/write-proof'
import { causes } from '@/lib/causes'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveries, recoveryOf } from '@/lib/recoveries'
import { answerRequest } from '@/lib/services/approvals/answer-request'
import type { ServiceContext } from '@/lib/services/context'
import { openBody } from '@/lib/services/outbox/sealed-body'
import { approvalBinding, recoveryBinding } from '@/lib/services/recoveries/bindings'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { previewRecovery } from '@/lib/services/recoveries/preview-recovery'
import type { RecoveryResult } from '@/lib/services/recoveries/schema'
import { writeExample, writeTicket } from './example-record'

const causeFor = (action: RecoveryAction) => causes.find((cause) => cause.recoveries.some((each) => each.action === (action === 'issue_bypass' ? 'remove_factor' : action)))?.slug ?? null

export type Prepared = Awaited<ReturnType<typeof prepareRecovery>>

/** An account in the first state in which the action can be done, and a ticket whose cause names it (or not). */
export async function prepareRecovery(db: Database, action: RecoveryAction, more: { fits?: boolean; account?: Record<string, unknown> } = {}) {
  const example = recoveries.find((each) => each.action === action)?.examples.find(({ possible }) => possible === true)
  const ids = await writeExample(db, { ...example?.state, account: { ...example?.state.account, phone: '+44 20 7946 4471', phoneKey: '442079464471', ...more.account } })
  const ticket = await writeTicket(db, ids, more.fits === false ? 'token-refresh-missing' : causeFor(action))
  const kind = recoveryOf(action).subject
  return { action, ids, ticket, subjectId: kind === 'factor' ? (ids.factorIds[0] ?? null) : kind === 'block' ? ids.blockId : null }
}

/** Proves that whoever acts is there, as the step-up field does. */
export async function proveFor({ db, actor, now }: ServiceContext, binding: StepUpBinding): Promise<string> {
  return actor.kind === 'agent' ? writeProof(db.prisma, { agentId: actor.id, sessionId: actor.sessionId }, binding, 'totp', now) : ''
}

/** Writes checks that the caller of this agent has passed. */
export async function passChecks({ db, actor, now }: ServiceContext, { ids, ticket }: { ids: Pick<Prepared['ids'], 'accountId'>; ticket: Pick<Prepared['ticket'], 'id'> }, methods: readonly string[]): Promise<void> {
  await db.prisma.verification.createMany({
    data: methods.map((method) => ({ id: newId(), ticketId: ticket.id, accountId: ids.accountId, method, optionId: 'x', label: `${method}, in a test`, state: 'passed' as const, startedById: actor.id ?? newId(), startedAt: now, endsAt: now, decidedAt: now })),
  })
}

/** The request as the dialog would send it, by an agent whose caller passed these checks. */
export async function requestFor(ctx: ServiceContext, action: RecoveryAction, prepared: Prepared, methods: readonly string[] = ['address_code', 'call_back']) {
  await passChecks(ctx, prepared, methods)
  const { ticket, subjectId } = prepared
  const { fingerprint } = await previewRecovery(ctx, { ticketId: ticket.id, action, subjectId })
  const input = { ticketId: ticket.id, action, subjectId, reason: 'Caller is on the line and named the ticket', override: null as string | null, fingerprint, idempotencyKey: newId() }
  return { ...input, stepUpProof: await proveFor(ctx, recoveryBinding(input, prepared.ids.accountId)) }
}

/** Agrees to a request as its page would. */
export async function agree(ctx: ServiceContext, requestId: string, more: Partial<{ decision: 'approved' | 'denied'; reason: string; payloadHash: string }> = {}) {
  const { payloadHash } = await ctx.db.prisma.recoveryRequest.findUniqueOrThrow({ where: { id: requestId } })
  const stepUpProof = await proveFor(ctx, approvalBinding(requestId, more.payloadHash ?? payloadHash))
  return answerRequest(ctx, { requestId, decision: 'approved', reason: 'Both checks hold', payloadHash, stepUpProof, ...more })
}

/** Does a recovery to its end: at once, or by asking and agreeing. */
export async function throughTo(agent: ServiceContext, approver: ServiceContext, input: Awaited<ReturnType<typeof requestFor>>): Promise<RecoveryResult> {
  const outcome = await performRecovery(agent, input)
  if (outcome.kind === 'done') return outcome
  const { executed } = await agree(approver, outcome.requestId)
  if (executed?.state !== 'executed') throw new Error(`It was not done: ${JSON.stringify(executed)}`)
  return executed.result
}

/** What stands in the database about one ticket. */
export async function countsOf(db: Database, { ticket, ids }: Pick<Prepared, 'ticket' | 'ids'>) {
  const where = { ticketId: ticket.id }
  const [recovered, done, denied, messages] = await Promise.all([
    db.prisma.recovery.count({ where }),
    db.prisma.auditEntry.count({ where: { ...where, outcome: 'done' } }),
    db.prisma.auditEntry.count({ where: { ...where, outcome: 'denied' } }),
    db.prisma.outboxMessage.count({ where: { accountId: ids.accountId } }),
  ])
  return { recovered, done, denied, messages }
}

/** The whole text of a message, as it would be sent. */
export const bodyOf = ({ id, body, sealed }: { id: string; body: string; sealed: string | null }) => openBody(id, body, sealed) ?? ''

/** "done", or the code of the error. */
export const codeOf = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)))

import { idAt } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import type { Message, Preview } from '@/lib/recoveries/define'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { mailState } from '../outbox/mail-state'
import { freezeVerdict } from '../tickets/frozen-record'
import type { Judgement } from '../tickets/judge-ticket'
import type { Derived } from './derive'
import { tierWords } from './policy'
import type { RecoveryResult } from './schema'

/** How it came to be done: who asked why, and what stands behind it. */
export type Grounds = {
  ticketId: string
  agentId: string
  reason: string
  override: string | null
  idempotencyKey: string
  requestHash: string
  requestId: string | null
  /** Labels of the checks that the caller passed. */
  checks: readonly string[]
  /** Who agreed, where somebody had to. */
  approvedBy: string | null
  stepUp: string | null
  /** The verdict as it stood before the effect took away what it was read from. */
  judgement: Judgement
}

const byLabel = (preview: Preview, side: 'before' | 'after') => Object.fromEntries(preview.effects.map((effect) => [effect.label, effect[side]]))

/** Runs the effect and writes recovery, messages and audit beside it: one transaction, all or nothing. */
export async function runAndStore(tx: Transaction, ctx: ServiceContext, { recovery, state, subjectId, preview, decision }: Derived, grounds: Grounds): Promise<RecoveryResult> {
  const messages: readonly Message[] = await recovery.run(tx, state, subjectId)
  const { account } = state
  if (!grounds.judgement.frozen) await freezeVerdict(tx, ctx, grounds.ticketId, grounds.judgement, { decision: 'acted' })
  const { ticketId, agentId, reason, override, idempotencyKey, requestHash, requestId } = grounds
  const id = idAt(ctx.now.getTime())
  const result = { effects: preview.effects.map((effect) => ({ ...effect })), stillBlocked: preview.stillBlocked.map((gate) => ({ ...gate })), afterwards: [...preview.afterwards], messages: messages.length, undo: recovery.undo }
  await tx.recovery.create({
    data: { id, ticketId, accountId: account.id, subjectId, action: recovery.action, tier: decision.tier, reason, override, agentId, at: ctx.now, idempotencyKey, requestHash, requestId, before: byLabel(preview, 'before'), after: result },
  })
  await tx.outboxMessage.createMany({
    data: messages.map(({ kind, subject, body }) => ({ id: idAt(ctx.now.getTime()), accountId: account.id, recoveryId: id, kind, recipient: account.email, subject, body, createdAt: ctx.now, nextTryAt: ctx.now })),
  })
  const behind = { Tier: tierWords(decision), ...(grounds.checks.length ? { Caller: grounds.checks.join('; ') } : {}), ...(grounds.approvedBy ? { 'Agreed by': grounds.approvedBy } : {}), ...(grounds.stepUp ? { 'Step-up': grounds.stepUp } : {}) }
  await writeAudit(tx, ctx, {
    action: `recover:${recovery.action}`, outcome: 'done', target: { kind: 'account', id: account.id, name: account.name }, ticketId,
    reason: override ? `${reason} (override: ${override})` : reason, before: byLabel(preview, 'before'), after: { ...byLabel(preview, 'after'), ...behind },
  })
  return { ...result, kind: 'done', recoveryId: id, action: recovery.action, title: recovery.title, at: ctx.now.toISOString(), replayed: false, mail: mailState() }
}

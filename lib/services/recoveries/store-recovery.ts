import { idAt } from '@/lib/core/ids'
import type { Prisma, Transaction } from '@/lib/db/client'
import type { Message, Preview } from '@/lib/recoveries/define'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { writeNotices } from '../notices/write-notices'
import { mailState } from '../outbox/mail-state'
import { freezeVerdict } from '../tickets/frozen-record'
import type { Judgement } from '../tickets/judge-ticket'
import { startWatch } from '../watches/start-watch'
import type { Derived } from './derive'
import { tierWords, type Tier } from './policy'
import { provenBy } from './proven-by'
import type { RecoveryResult } from './schema'
import type { Proof } from './spend-proof'

/** How it came to be done: who asked why, and what stands behind it. */
export type Grounds = {
  ticketId: string
  /** Done to many at once: the tier of it all. `own`: the ticket is the person's own, not only that of the bulk. */
  bulk?: { id: string; tier: Tier; own: boolean }
  agentId: string
  reason: string
  override: string | null
  idempotencyKey: string
  requestHash: string
  requestId: string | null
  /** Labels of the checks that the caller passed. */
  checks: readonly string[]
  /** Who agreed, when and how, where somebody had to. */
  approvals: readonly Prisma.InputJsonObject[]
  proof: Proof | null
  /** The verdict as it stood before the effect took away what it was read from. */
  judgement: Judgement | null
}

const byLabel = (preview: Preview, side: 'before' | 'after') => Object.fromEntries(preview.effects.map((effect) => [effect.label, effect[side]]))

/** Runs the effect and writes recovery, messages, watch and audit beside it: one transaction, all or nothing. */
export async function runAndStore(tx: Transaction, ctx: ServiceContext, { recovery, state, subjectId, preview, decision }: Derived, grounds: Grounds): Promise<RecoveryResult> {
  const messages: readonly Message[] = await recovery.run(tx, state, subjectId)
  const { account } = state
  const { judgement, bulk } = grounds
  if (judgement && !judgement.frozen) await freezeVerdict(tx, ctx, grounds.ticketId, judgement, { decision: 'acted' })
  const tier = bulk?.tier ?? decision.tier
  const { ticketId, agentId, reason, override, idempotencyKey, requestHash, requestId } = grounds
  const id = idAt(ctx.now.getTime())
  const told = await writeNotices(tx, ctx, { accountId: account.id, recoveryId: id, ticketId }, messages)
  const result = { effects: preview.effects.map((effect) => ({ ...effect })), stillBlocked: preview.stillBlocked.map((gate) => ({ ...gate })), afterwards: [...preview.afterwards], messages: told, undo: recovery.undo }
  await tx.recovery.create({
    data: { id, ticketId: bulk?.own === false ? null : ticketId, bulkId: bulk?.id ?? null, accountId: account.id, subjectId, action: recovery.action, tier, reason, override, agentId, at: ctx.now, idempotencyKey, requestHash, requestId, before: byLabel(preview, 'before'), after: result },
    select: { id: true },
  })
  await startWatch(tx, ctx, { accountId: account.id, ticketId, recoveryId: id, action: recovery.action, tier })
  const mail = await mailState(tx)
  const { checks, approvals, proof } = grounds
  await writeAudit(tx, ctx, {
    action: `recover:${recovery.action}`, outcome: 'done', target: { kind: 'account', id: account.id, name: account.name }, ticketId,
    reason: override ? `${reason} (override: ${override})` : reason, before: byLabel(preview, 'before'), after: { ...byLabel(preview, 'after'), Tier: bulk ? `Tier ${tier}, one of many` : tierWords(decision), ...(bulk ? { Bulk: bulk.id } : {}) },
    ...provenBy(account.name, checks, proof), ...(approvals.length ? { approvals } : {}),
  })
  return { ...result, kind: 'done', recoveryId: id, action: recovery.action, title: recovery.title, at: ctx.now.toISOString(), replayed: false, mail }
}

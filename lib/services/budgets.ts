import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { writeAudit } from './audit/write-audit'
import { authorize } from './authorize'
import type { ServiceContext } from './context'

export type BudgetKind = 'look-up' | 'reveal' | 'bulk' | `recover:${RecoveryAction}`

/**
 * What one agent may do within an hour. A busy hour at a help desk is ten to fifteen tickets; each limit is some times
 * what that needs, so that nobody honest meets it, and a small part of what copying a company's records would take
 * (bribed agents copied those of 69,000 customers at Coinbase in 2025, with no limit in the way). The console's own choice.
 */
export const BUDGETS: Readonly<Record<BudgetKind, { limit: number; why: string }>> = {
  'look-up': { limit: 240, why: 'Fifteen tickets with a dozen searches and records each, and a third more.' },
  reveal: { limit: 20, why: 'One whole address or number a ticket, and a few more: most work needs none.' },
  bulk: { limit: 4, why: 'A fault that locks many out takes one or two; what takes more is mended where it began.' },
  'recover:resend_verification': { limit: 30, why: 'Harmless one by one; a campaign is not made by hand.' },
  'recover:send_reset_link': { limit: 30, why: 'Harmless one by one; a campaign is not made by hand.' },
  'recover:revoke_sessions': { limit: 30, why: 'Undone by signing in again; more than this is an incident with its own tools.' },
  'recover:unlock_account': { limit: 20, why: 'More locks than this in an hour are one fault or one attack, not twenty people.' },
  'recover:clear_block': { limit: 10, why: 'A block holds back many; ten an hour are a rule to change, not blocks to clear.' },
  'recover:re_enable_account': { limit: 10, why: 'Each needs the owner’s yes.' },
  'recover:issue_bypass': { limit: 6, why: 'Each takes a verified caller, a second person and minutes.' },
  'recover:remove_factor': { limit: 6, why: 'Each takes a verified caller and minutes; a takeover in series takes more.' },
  'recover:reset_mfa': { limit: 4, why: 'Takeover-grade: a handful of honest cases a day.' },
}

const HOUR_MS = 3_600_000
const hourOf = (now: Date) => new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
const NAMES: Readonly<Record<string, string>> = { 'look-up': 'records looked up', reveal: 'values revealed', bulk: 'recoveries of many' }

/** A budget is used up. Whoever catches it outside the transaction says so with `tellOverBudget`. */
export class OverBudget extends AppError {
  constructor(
    readonly kind: BudgetKind,
    retryAfterSeconds: number,
  ) {
    const name = NAMES[kind] ?? `times ${kind.replace('recover:', '').replaceAll('_', ' ')}`
    super('too_many', `That were ${BUDGETS[kind].limit} ${name} within this hour: the limit for one person. It begins anew in ${Math.ceil(retryAfterSeconds / 60)} min. An approver has been told.`, { retryAfterSeconds })
  }
}

/**
 * Counts one use in the transaction of what it is spent on: both are there or neither is. One atomic statement, so that
 * parallel requests cannot slip through together. Throws OverBudget (429) with the seconds until the hour ends.
 */
export async function spend({ actor, now }: ServiceContext, tx: Transaction, kind: BudgetKind): Promise<void> {
  if (actor.kind !== 'agent') return
  const hour = hourOf(now)
  const counted = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO agent_budget (agent_id, kind, hour, count) VALUES (${actor.id}::uuid, ${kind}, ${hour}, 1)
    ON CONFLICT (agent_id, kind, hour) DO UPDATE SET count = agent_budget.count + 1 WHERE agent_budget.count < ${BUDGETS[kind].limit}
    RETURNING count`
  if (counted.length === 0) throw new OverBudget(kind, Math.max(1, Math.ceil((hour.getTime() + HOUR_MS - now.getTime()) / 1000)))
}

/** Audits a refusal and raises the alert, in a transaction of its own: the one it came from is gone. Once an hour and kind. */
export async function tellOverBudget(ctx: ServiceContext, { kind }: OverBudget): Promise<void> {
  const agentId = ctx.actor.id
  if (ctx.actor.kind !== 'agent' || agentId === null) return
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.agentBudget.updateMany({ where: { agentId, kind, hour: hourOf(ctx.now), exceededAt: null }, data: { exceededAt: ctx.now } })
    await writeAudit(tx, ctx, { action: `budget:${kind}`, outcome: 'denied', target: { kind: 'agent', id: agentId, name: ctx.actor.name }, reason: count > 0 ? 'The budget of this hour is used up: approvers are alerted.' : 'The budget of this hour is used up.' })
  })
}

/** Runs what spends in one transaction, and says it where the budget is used up. */
export async function spending<T>(ctx: ServiceContext, kind: BudgetKind, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await ctx.db.prisma.$transaction(async (tx) => {
      await spend(ctx, tx, kind)
      return work(tx)
    })
  } catch (error) {
    if (error instanceof OverBudget) await tellOverBudget(ctx, error)
    throw error
  }
}

/** How much of a budget this agent has left in this hour. */
export async function leftOf({ db, actor, now }: ServiceContext, kind: BudgetKind): Promise<{ left: number; limit: number }> {
  const { limit } = BUDGETS[kind]
  if (actor.kind !== 'agent') return { left: limit, limit }
  const row = await db.prisma.agentBudget.findUnique({ where: { agentId_kind_hour: { agentId: actor.id, kind, hour: hourOf(now) } }, select: { count: true } })
  return { left: Math.max(0, limit - (row?.count ?? 0)), limit }
}

/** Agents who went over a budget and whom nobody has looked at yet, the newest first. Needs audit:read. */
export async function listExceeded(ctx: ServiceContext) {
  await authorize(ctx, 'audit:read')
  return ctx.db.prisma.agentBudget.findMany({ where: { exceededAt: { not: null }, seenAt: null }, orderBy: { exceededAt: 'desc' }, take: 20, select: { agentId: true, kind: true, hour: true, exceededAt: true, agent: { select: { name: true } } } })
}

/** Somebody else than the agent has looked at an alert. Needs audit:read; audited. Throws forbidden. */
export async function seeExceeded(ctx: ServiceContext, { agentId, kind, hour }: { agentId: string; kind: string; hour: Date }): Promise<void> {
  await authorize(ctx, 'audit:read')
  if (ctx.actor.id === agentId) throw new AppError('forbidden', 'A colleague must look at this: it is about you.')
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.agentBudget.updateMany({ where: { agentId, kind, hour, exceededAt: { not: null }, seenAt: null }, data: { seenAt: ctx.now, seenById: ctx.actor.id } })
    if (count > 0) await writeAudit(tx, ctx, { action: 'budget.seen', outcome: 'done', target: { kind: 'agent', id: agentId, name: null }, after: { Budget: kind } })
  })
}

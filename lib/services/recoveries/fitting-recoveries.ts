import { causes } from '@/lib/causes'
import { AppError } from '@/lib/core/errors'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveries } from '@/lib/recoveries'
import type { Recovery } from '@/lib/recoveries/define'
import { readRecord, type RecordState } from '@/lib/recoveries/state'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { attackOn } from './attack-on'
import { causeOfTicket } from './cause-of-ticket'
import { ACTIONS, CHECKS_NEEDED, decide, TIERS, tierWords, type Decision, type PolicyFacts } from './policy'
import { readFacts } from './read-facts'
import { consequenceOf, fitOf, roleRefusal } from './rules'
import type { FittingRecoveries, RecoveryOption } from './schema'

const needOf = (decision: Pick<Decision, 'base' | 'tier' | 'raises' | 'requirement'>): RecoveryOption['need'] => ({
  base: decision.base, tier: decision.tier, words: tierWords(decision), secondPerson: decision.requirement.secondPerson, checks: CHECKS_NEEDED[decision.requirement.verification],
})

function optionOf(ctx: ServiceContext, recovery: Recovery, state: RecordState, facts: PolicyFacts, cause: string | null): RecoveryOption {
  const { action, title, verb } = recovery
  const fit = fitOf(cause, action)
  const preview = recovery.preview(state, recovery.subjects(state)[0]?.id ?? null)
  const decision = decide(action, { ...facts, lastFactor: preview.lastFactor })
  const whyNot = decision.refused ?? roleRefusal(ctx, action, fit !== null)
  const { possible, because } = preview
  return { action, title, verb, need: needOf(decision), consequence: consequenceOf(recovery, cause, preview, true), possible, because, allowed: whyNot === null, whyNot }
}

const withoutAccount = ({ action, title, verb, consequence }: Recovery, cause: string | null): RecoveryOption => {
  const { tier } = ACTIONS[action]
  const need = needOf({ base: tier, tier, raises: [], requirement: TIERS[tier] })
  return { action, title, verb, need, consequence: fitOf(cause, action)?.consequence ?? consequence, possible: false, because: 'No account chosen', allowed: false, whyNot: 'Choose the account in the step Record first.' }
}

/** The actions that a cause names, in its order, with the bypass before what would take a factor away. */
function orderOf(cause: string | null): RecoveryAction[] {
  const named = causes.find(({ slug }) => slug === cause)?.recoveries.map(({ action }) => action) ?? []
  const first = named.findIndex((action) => action === 'remove_factor' || action === 'reset_mfa')
  return first < 0 || named.includes('issue_bypass') ? named : [...named.slice(0, first), 'issue_bypass', ...named.slice(first)]
}

/**
 * The recoveries that the ticket's verdict names, best first, and the rest, each with what the record makes of it now.
 * Without a verdict nothing fits. Throws forbidden, not_found.
 * @param cause what the evidence names, where the caller has judged it already; an engineer's decision goes before it
 */
export async function fittingRecoveries(ctx: ServiceContext, ticketId: string, cause?: string | null): Promise<FittingRecoveries> {
  await authorize(ctx, 'read')
  const { actor } = ctx
  const ticket = await ctx.db.prisma.ticket.findUnique({ where: { id: ticketId }, select: { id: true, number: true, accountId: true } })
  if (!ticket) throw new AppError('not_found', 'There is no such ticket.')
  const [named, state] = await Promise.all([causeOfTicket(ctx, ticket, cause), ticket.accountId ? readRecord(ctx.db.prisma, ticket.accountId, ctx.now) : null])
  const facts = state && actor.kind === 'agent' ? await readFacts(ctx.db.prisma, actor, state, { lastFactor: false, attackLikely: await attackOn(ctx.db, ticket.id, named) }, false) : null
  const options = recoveries.map((recovery) => (state && facts ? optionOf(ctx, recovery, state, facts, named) : withoutAccount(recovery, named)))
  const done = await ctx.db.prisma.recovery.findMany({ where: { ticketId }, select: { action: true }, take: 100 })
  // What was done on this ticket is not suggested again: the cause may still name it.
  const order = orderOf(named)
  const isDone = (action: RecoveryAction) => done.some((one) => one.action === action)
  const fit = order.flatMap((action) => (isDone(action) ? [] : (options.find((option) => option.action === action) ?? [])))
  return { done: order.some(isDone), fit, unfit: options.filter((option) => !fit.includes(option)), cause: named }
}

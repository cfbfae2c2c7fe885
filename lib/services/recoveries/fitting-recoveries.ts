import { causes } from '@/lib/causes'
import { AppError } from '@/lib/core/errors'
import { recoveries } from '@/lib/recoveries'
import type { Recovery } from '@/lib/recoveries/define'
import { readRecord, type RecordState } from '@/lib/recoveries/state'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { causeOfTicket } from './cause-of-ticket'
import { consequenceOf, fitOf, refusalOf } from './rules'
import type { FittingRecoveries, RecoveryOption } from './schema'

function optionOf(ctx: ServiceContext, recovery: Recovery, state: RecordState, cause: string | null): RecoveryOption {
  const { action, title, verb } = recovery
  const fit = fitOf(cause, action)
  const preview = recovery.preview(state, recovery.subjects(state)[0]?.id ?? null)
  const { possible, because, tier } = preview
  const whyNot = refusalOf(ctx, action, state.account, fit !== null)
  return { action, title, verb, tier, consequence: consequenceOf(recovery, cause, preview, true), possible, because, allowed: whyNot === null, whyNot }
}

const withoutAccount = (ctx: ServiceContext, { action, title, verb, tier, consequence }: Recovery, cause: string | null): RecoveryOption => ({
  action, title, verb, tier, consequence: fitOf(cause, action)?.consequence ?? consequence, possible: false, because: 'No account chosen', allowed: false, whyNot: 'Choose the account in the step Record first.',
})

/**
 * The recoveries that the ticket's verdict names, best first, and the rest, each with what the record makes of it now.
 * Without a verdict nothing fits. Throws forbidden, not_found.
 * @param cause what the evidence names, where the caller has judged it already; an engineer's decision goes before it
 */
export async function fittingRecoveries(ctx: ServiceContext, ticketId: string, cause?: string | null): Promise<FittingRecoveries> {
  await authorize(ctx, 'read')
  const ticket = await ctx.db.prisma.ticket.findUnique({ where: { id: ticketId }, select: { id: true, number: true, accountId: true } })
  if (!ticket) throw new AppError('not_found', 'There is no such ticket.')
  const [named, state] = await Promise.all([causeOfTicket(ctx, ticket, cause), ticket.accountId ? readRecord(ctx.db.prisma, ticket.accountId, ctx.now) : null])
  const options = recoveries.map((recovery) => (state ? optionOf(ctx, recovery, state, named) : withoutAccount(ctx, recovery, named)))
  const order = causes.find(({ slug }) => slug === named)?.recoveries.map(({ action }) => action) ?? []
  const fit = order.flatMap((action) => options.find((option) => option.action === action) ?? [])
  return { fit, unfit: options.filter((option) => !fit.includes(option)), cause: named }
}

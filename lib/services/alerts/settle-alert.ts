import { AppError } from '@/lib/core/errors'
import { maskText } from '@/lib/core/mask'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { KINDS, KIND_TITLES, settleInput } from './schema'

/**
 * Somebody has looked at an alert and says whether it was right. It leaves the queue, and the same signature stays quiet
 * until it was away for an hour. Audited. Throws forbidden, not_found, conflict, invalid.
 */
export async function settleAlert(ctx: ServiceContext, given: unknown): Promise<void> {
  const { id, as, reason } = settleInput.parse(given)
  await authorize(ctx, 'ticket:write', { kind: 'alert', id })
  await ctx.db.prisma.$transaction(async (tx) => {
    const alert = await tx.alert.findUnique({ where: { id }, select: { kind: true, environment: true } })
    if (!alert) throw new AppError('not_found', 'There is no such alert.')
    const { count } = await tx.alert.updateMany({ where: { id, settledAt: null }, data: { settledAt: ctx.now, settledById: ctx.actor.id, settledAs: as, settledReason: maskText(reason) } })
    if (count === 0) throw new AppError('conflict', 'Somebody has settled this alert already.')
    const title = KIND_TITLES[KINDS.find((name) => name === alert.kind) ?? 'ordinary']
    await writeAudit(tx, ctx, { action: 'alert.settle', outcome: 'done', target: { kind: 'alert', id, name: title }, reason, before: { Alert: 'open' }, after: { Alert: as === 'right' ? 'settled: it was that' : 'settled: it was something else', Environment: alert.environment } })
  })
}

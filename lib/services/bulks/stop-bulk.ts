import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { endBulk } from './end-bulk'
import { lockBulk } from './load-bulk'
import { stopInput } from './schema'

/**
 * Stops a bulk that waits or runs, at once: whoever is being changed is finished, nobody follows. Anybody who works on tickets
 * may: stopping weakens nothing. Stopped again it is no error. Throws AppError: forbidden (audited), not_found, conflict.
 */
export async function stopBulk(ctx: ServiceContext, given: unknown): Promise<void> {
  const { bulkId } = stopInput.parse(given)
  await authorize(ctx, 'ticket:write', { kind: 'bulk', id: bulkId })
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await lockBulk(tx, bulkId)
    if (row.state === 'stopped') return
    if (row.state !== 'pending' && row.state !== 'running') throw new AppError('conflict', 'There is nothing to stop any more.')
    await endBulk(tx, ctx, row, 'stopped', `Stopped by ${ctx.actor.name}.`)
  })
}

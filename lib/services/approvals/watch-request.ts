import { recoveryOf } from '@/lib/recoveries'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { mailState } from '../outbox/mail-state'
import { performInput, storedResult, type RecoveryResult, type RequestOutcome } from '../recoveries/schema'
import { REQUEST_INCLUDE, toRow } from './list-requests'

/** How a request stands, for the dialog that asked: with the result once it was done. Null when there is none. Throws forbidden. */
export async function watchRequest(ctx: ServiceContext, id: string): Promise<RequestOutcome | null> {
  await authorize(ctx, 'read')
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null
  const record = await ctx.db.prisma.recoveryRequest.findUnique({ where: { id }, include: { ...REQUEST_INCLUDE, recovery: true } })
  if (!record) return null
  const row = toRow(record, ctx.actor.id)
  const { recovery } = record
  const action = performInput.shape.action.parse(record.action)
  const result: RecoveryResult | null = recovery
    ? { ...storedResult.parse(recovery.after), kind: 'done', recoveryId: recovery.id, action, title: recoveryOf(action).title, at: recovery.at.toISOString(), replayed: false, mail: await mailState(ctx.db.prisma) }
    : null
  return { state: row.state, words: row.outcome ?? 'Waits for a second person.', result }
}

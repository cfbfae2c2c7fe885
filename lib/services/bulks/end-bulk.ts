import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import type { LockedBulk } from './load-bulk'

/** Ends a bulk under its lock: whoever still waited is not done, and the audit says how far it came. Its audit row comes last. */
export async function endBulk(tx: Transaction, ctx: ServiceContext, row: LockedBulk, state: 'done' | 'stopped' | 'expired', why: string | null): Promise<void> {
  if (state !== 'done') await tx.bulkPerson.updateMany({ where: { bulkId: row.id, state: 'waiting' }, data: { state: 'not_done', kind: state, why: 'Not reached before it ended' } })
  await tx.bulk.update({ where: { id: row.id }, data: { state, endedAt: ctx.now, endedWhy: why }, select: { id: true } })
  const done = await tx.bulkPerson.count({ where: { bulkId: row.id, state: 'done' } })
  await writeAudit(tx, ctx, {
    action: `bulk.${state === 'done' ? 'done' : state === 'stopped' ? 'stop' : 'expire'}`, outcome: state === 'expired' ? 'denied' : 'done', target: row.target, ticketId: row.ticketId, reason: why,
    after: { Bulk: row.id, Action: row.action, Changed: `${done} of ${row.people}`, 'Asked by': row.agent.name },
  })
}

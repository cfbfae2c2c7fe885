import { log } from '@/lib/core/log'
import type { Database, Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { Denied } from '../recoveries/denied'
import { endAltered, executeRequest } from './execute-request'
import { lockRequest, moveTo, toFrozen } from './load-request'
import { expire } from './machine'

const BATCH = 20
export type Ran = { executed: number; ended: number; errors: number }

/** What the console does by itself, every few seconds: ends what nobody answered in time, carries out what is due. At most 20 of each. */
export async function runDue(db: Database, now: Date): Promise<Ran> {
  const ran: Ran = { executed: 0, ended: 0, errors: 0 }
  for (let count = 0; count < BATCH && (await expireOne(db, now)); count += 1) ran.ended += 1
  for (let count = 0; count < BATCH; count += 1) {
    try {
      const done = await executeRequest(db, now)
      if (!done) break
      if (done.state === 'executed') ran.executed += 1
      else if (done.state !== 'waits') ran.ended += 1
    } catch (error) {
      ran.errors += 1
      log.error('approvals.execute_failed', { cause: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' })
    }
  }
  return ran
}

const late = (tx: Transaction, now: Date) => tx.$queryRaw<{ id: string }[]>`
  SELECT id FROM recovery_request WHERE (state = 'pending' AND approve_by <= ${now}) OR (state = 'approved' AND execute_by <= ${now})
  LIMIT 1 FOR UPDATE SKIP LOCKED`

/** No answer means no, and that is audited like an answer. */
async function expireOne(db: Database, now: Date): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    const [due] = await late(tx, now)
    if (!due) return false
    const row = await lockRequest(tx, due.id).catch((error: unknown) => {
      if (error instanceof Denied) return error
      throw error
    })
    if (row instanceof Denied) {
      await endAltered(tx, db, now, due.id, row)
      return true
    }
    const next = expire(toFrozen(row), now.getTime())
    const why = row.state === 'pending' ? 'Nobody answered in time. Nothing changed.' : 'It was not done within its time. Nothing changed.'
    await moveTo(tx, row, next, now, why)
    const system: ServiceContext = { db, actor: { kind: 'system', id: null, name: 'console' }, now, requestId: null, ip: null }
    await writeAudit(tx, system, { action: 'approval.expire', outcome: 'denied', target: row.target, ticketId: row.ticketId, reason: why, after: { Request: row.id, Action: row.action, 'Asked by': row.requester.name } })
    return true
  })
}

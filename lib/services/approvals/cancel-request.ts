import { hashSecret } from '@/lib/core/crypto'
import { AppError } from '@/lib/core/errors'
import type { Database, Transaction } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { auditDenials, Denied } from '../recoveries/denied'
import { performInput } from '../recoveries/schema'
import { endAltered } from './execute-request'
import { answererOf, lockRequest, moveTo, toFrozen, type LockedRequest } from './load-request'
import { step, type RequestEvent } from './machine'
import { cancelInput } from './schema'

async function cancel(tx: Transaction, ctx: ServiceContext, row: LockedRequest, by: Extract<RequestEvent, { type: 'cancel' }>['by'], why: string): Promise<void> {
  const { next, refused } = step(toFrozen(row), { type: 'cancel', at: ctx.now.getTime(), by })
  if (refused) throw new Denied(refused, row.target, row.ticketId)
  await moveTo(tx, row, next, ctx.now, why)
  await writeAudit(tx, ctx, { action: 'approval.cancel', outcome: 'done', target: row.target, ticketId: row.ticketId, reason: why, after: { Request: row.id, Action: row.action, 'Asked by': row.requester.name } })
}

/** Takes a request back: who asked, or any approver, as long as nothing was done. Throws forbidden (audited), not_found, invalid. */
export async function cancelRequest(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'ticket:write')
  const { actor } = ctx
  const { requestId, reason } = cancelInput.parse(given)
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Requests are taken back by people.')
  await auditDenials(ctx, 'approval.cancel', () => ctx.db.prisma.$transaction(async (tx) => cancel(tx, ctx, await lockRequest(tx, requestId), answererOf(actor), reason || `Taken back by ${actor.name}.`)))
}

const STOPPED = 'Stopped by the person, with the link of the notice.'
const DEAD = 'This link does not work any more. What it was about was done, stopped or has ended.'

const bySecret = (tx: Transaction, secret: string) => tx.recoveryRequest.findUnique({ where: { stopHash: hashSecret(secret) }, select: { id: true, action: true, runAt: true, state: true } })

/** What a stop link would stop, for its page; null when it is dead. Reading changes nothing: mail programs open links by themselves. */
export async function readStop(db: Database, secret: string): Promise<{ title: string; runAt: string | null } | null> {
  const row = await bySecret(db.prisma, secret)
  if (!row || row.state !== 'approved') return null
  return { title: recoveryOf(performInput.shape.action.parse(row.action)).title, runAt: row.runAt?.toISOString() ?? null }
}

/** Stops a delayed change by the link of its notice, without a sign-in. Throws not_found when the link is dead. */
export async function stopByLink(db: Database, now: Date, secret: string, from: { ip: string | null; requestId: string | null }): Promise<void> {
  const ctx: ServiceContext = { db, actor: { kind: 'system', id: null, name: 'the person, by link' }, now, ...from }
  await db.prisma.$transaction(async (tx) => {
    const found = await bySecret(tx, secret)
    if (!found) throw new AppError('not_found', DEAD)
    await cancel(tx, ctx, await lockRequest(tx, found.id), 'target', STOPPED).catch((error: unknown) => {
      throw error instanceof Denied ? new AppError('not_found', DEAD) : error
    })
  })
}

function asDenied(error: unknown): Denied {
  if (error instanceof Denied) return error
  throw error
}

/** Holds everything that waits for an account. Before the account itself, as whoever carries a request out does. */
export async function lockAllOf(tx: Transaction, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM recovery_request WHERE account_id = ${accountId}::uuid AND state IN ('pending', 'approved') ORDER BY id FOR UPDATE`
}

/** Stops everything that waits for an account (or what of it was asked for on one ticket), in a transaction of the caller's: an account that was frozen changes no more. Returns how many. */
export async function cancelAllOf(tx: Transaction, ctx: ServiceContext, accountId: string, why: string, ticketId?: string): Promise<number> {
  const open = await tx.recoveryRequest.findMany({ where: { accountId, ...(ticketId ? { ticketId } : {}), state: { in: ['pending', 'approved'] } }, select: { id: true }, orderBy: { id: 'asc' } })
  for (const { id } of open) {
    const row = await lockRequest(tx, id).catch(asDenied)
    if (row instanceof Denied) await endAltered(tx, ctx.db, ctx.now, id, row)
    // What has run out of time meanwhile is ended by whoever looks for that.
    else await cancel(tx, ctx, row, 'target', why).catch(asDenied)
  }
  return open.length
}

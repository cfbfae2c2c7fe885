import { AppError } from '@/lib/core/errors'
import { idAt } from '@/lib/core/ids'
import { cancelAllOf, lockAllOf } from '../approvals/cancel-request'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { writeNotices } from '../notices/write-notices'
import { readTicket } from '../recoveries/read-ticket'
import { withRetry } from '../recoveries/with-retry'
import { lockRecord } from '@/lib/recoveries/state'
import { refusedMessage } from './caller-message'
import { wasRefused } from './was-refused'
import { REFUSAL, refuseInput } from './schema'

/**
 * Sends a caller away who could not be verified: counted as a failed check, audited, and told to the person at every address
 * on file. All checks of the ticket end, and none begins there again: a new call is a new ticket. Throws forbidden, not_found, invalid, conflict.
 */
export async function refuseCaller(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'ticket:write')
  const { ticketId, note } = refuseInput.parse(given)
  const { actor, now } = ctx
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Callers are refused by people.')
  await withRetry(() => ctx.db.prisma.$transaction(async (tx) => {
    const ticket = await readTicket(tx, ticketId, true)
    await lockAllOf(tx, ticket.accountId)
    await lockRecord(tx, ticket.accountId, null)
    const account = await tx.account.findUniqueOrThrow({ where: { id: ticket.accountId } })
    // What had passed so far, with whomever, does not help the next caller.
    await tx.verification.updateMany({ where: { ticketId, state: { in: ['open', 'passed'] } }, data: { state: 'ended', decidedAt: now } })
    if (await wasRefused(tx, ticketId)) return
    await tx.verification.create({ data: { id: idAt(now.getTime()), ticketId, startedById: actor.id, accountId: account.id, method: REFUSAL, optionId: '', label: 'Caller sent away', state: 'failed', startedAt: now, endsAt: now, decidedAt: now, note: note || null } })
    // What their checks were asked for with does not run either: the person is told that nothing was changed.
    await cancelAllOf(tx, ctx, account.id, 'The caller was refused afterwards.', ticketId)
    await writeNotices(tx, ctx, { accountId: account.id, recoveryId: null, ticketId }, [{ kind: 'notice', ...refusedMessage(account.name) }])
    await writeAudit(tx, ctx, { action: 'verify:refusal', outcome: 'denied', target: { kind: 'account', id: account.id, name: account.name }, ticketId, reason: note || 'The caller could not be verified.' })
  }))
}

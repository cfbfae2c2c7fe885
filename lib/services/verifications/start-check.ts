import { AppError } from '@/lib/core/errors'
import { idAt } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import { lockRecord, readRecord, type RecordState } from '@/lib/recoveries/state'
import { verifications } from '@/lib/verifications'
import type { Option, Verification } from '@/lib/verifications/define'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { putMessage, type NewMessage } from '../outbox/put-message'
import { contactsOnFile } from '../recoveries/contacts'
import { withRetry } from '../recoveries/with-retry'
import { readTicket } from '../recoveries/read-ticket'
import { hashCode, newCode } from './caller-code'
import { callerFacts } from './caller-facts'
import { callerMessage } from './caller-message'
import { countFailedChecks } from './failed-checks'
import { CODES_AN_HOUR, MOST_FAILED, startInput } from './schema'
import { wasRefused } from './was-refused'

/**
 * Begins a check of the caller of a ticket: sends the code, asks the colleague, or opens the time in which a call or a log
 * record counts. Another one of the same method ends. Throws forbidden, not_found, invalid, conflict, too_many.
 */
export async function startCheck(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'ticket:write')
  const { actor, now } = ctx
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Callers are checked by people.')
  const { ticketId, method, optionId } = startInput.parse(given)
  const verification = verifications.find((each) => each.method === method)
  if (!verification) throw new AppError('invalid', 'That is not a way to check a caller.')
  const code = newCode()
  const hashed = verification.settledBy === 'code' ? await hashCode(code) : null
  await withRetry(() => ctx.db.prisma.$transaction(async (tx) => {
    const ticket = await readTicket(tx, ticketId, true)
    await lockRecord(tx, ticket.accountId, null)
    if (await wasRefused(tx, ticketId)) throw new AppError('conflict', 'The caller of this ticket was refused. A new call is a new ticket.')
    const state = await readRecord(tx, ticket.accountId, now)
    if (!state) throw new AppError('not_found', 'The account of this ticket is gone.')
    const option = verification.offer(await callerFacts(tx, actor, state)).options.find(({ id }) => id === optionId)
    if (!option) throw new AppError('conflict', 'That is not open for this account. Choose again.')
    await throttle(tx, state, verification)
    await tx.verification.updateMany({ where: { ticketId, method, startedById: actor.id, state: 'open' }, data: { state: 'ended', decidedAt: now } })
    const endsAt = new Date(now.getTime() + verification.minutes * 60_000)
    const colleagueId = verification.settledBy === 'colleague' ? option.id : null
    await tx.verification.create({ data: { id: idAt(now.getTime()), ticketId, accountId: state.account.id, method, optionId, label: labelOf(option), startedById: actor.id, startedAt: now, endsAt, colleagueId, ...hashed } })
    if (hashed) await putMessage(tx, messageOf(state, option, code))
    await writeAudit(tx, ctx, { action: `verify:${method}`, outcome: 'done', target: { kind: 'account', id: state.account.id, name: state.account.name }, ticketId, after: { Started: labelOf(option) } })
  }))
}

const labelOf = ({ label, detail }: Option) => `${label}, ${detail}`

function messageOf({ account, now }: RecordState, option: Option, code: string): NewMessage {
  // The recipient is the address on file, found again by the option: it cannot be typed.
  const contact = contactsOnFile(account).find(({ id, kind }) => id === option.id && kind === 'email')
  if (!contact) throw new AppError('conflict', 'That address is not on file any more.')
  return { id: idAt(now.getTime()), accountId: account.id, recoveryId: null, kind: 'caller_code', recipient: contact.value, ...callerMessage(account.name, code), at: now }
}

async function throttle(tx: Transaction, { account, now }: RecordState, { method, settledBy }: Verification): Promise<void> {
  const failed = await countFailedChecks(tx, account.id, now)
  if (failed.count >= MOST_FAILED) throw new AppError('too_many', `${failed.count} checks of a caller failed on this account within a day. Nobody can check one until tomorrow. Refuse the caller.`, { retryAfterSeconds: 3600 })
  if (settledBy !== 'code') return
  const since = new Date(now.getTime() - 3_600_000)
  const codes = await tx.verification.count({ where: { accountId: account.id, method, startedAt: { gt: since } } })
  if (codes >= CODES_AN_HOUR) throw new AppError('too_many', `${CODES_AN_HOUR} codes went to this person within the hour. Use another way, or wait.`, { retryAfterSeconds: 3600 })
}

import { hashSecret } from '@/lib/core/crypto'
import { AppError } from '@/lib/core/errors'
import { idAt } from '@/lib/core/ids'
import { maskIp } from '@/lib/core/mask'
import type { Transaction } from '@/lib/db/client'
import { RECOVERY_ACTIONS } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import { lockRecord } from '@/lib/recoveries/state'
import { cancelAllOf, lockAllOf } from '../approvals/cancel-request'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { writeNotices } from '../notices/write-notices'
import { withRetry } from '../recoveries/with-retry'

const SECRET = /^[\w-]{43}$/
const GONE = 'This link has been used, has ended, or is not whole. If something is wrong with your account, call our support on a number that you know.'

export type Denial = { state: 'open' | 'used' | 'ended'; what: string; at: string }

/** What a notice's link is about, for its page: looks only, so that a mail scanner that opens every link changes nothing. Null for a link that never was. */
export async function readDenial({ db, now }: Pick<ServiceContext, 'db' | 'now'>, secret: string): Promise<Denial | null> {
  if (!SECRET.test(secret)) return null
  const row = await db.prisma.repudiation.findUnique({ where: { tokenHash: hashSecret(secret) } })
  if (!row) return null
  return { state: row.usedAt ? 'used' : row.expiresAt <= now ? 'ended' : 'open', what: await titleOf(db.prisma, row.recoveryId), at: row.createdAt.toISOString() }
}

async function titleOf(tx: Transaction, recoveryId: string | null): Promise<string> {
  const recovery = recoveryId ? await tx.recovery.findUnique({ where: { id: recoveryId }, select: { action: true } }) : null
  const action = RECOVERY_ACTIONS.find((known) => known === recovery?.action)
  return action ? recoveryOf(action).title : 'A change by support'
}

/**
 * The person says that it was not them: once, with the secret of their notice. In one transaction the account is frozen
 * for every recovery, what waited is cancelled, its watches are alarmed, an urgent ticket is opened, everybody on file
 * is told, and all of it is audited. Throws AppError('not_found') when the link does not work (any more).
 */
export async function repudiate(ctx: ServiceContext, secret: string): Promise<{ ticketNumber: number }> {
  if (!SECRET.test(secret)) throw new AppError('not_found', GONE)
  const work = async (tx: Transaction) => {
    const tokenHash = hashSecret(secret)
    const { count } = await tx.repudiation.updateMany({ where: { tokenHash, usedAt: null, expiresAt: { gt: ctx.now } }, data: { usedAt: ctx.now } })
    if (count === 0) throw new AppError('not_found', GONE)
    const { accountId, recoveryId } = await tx.repudiation.findUniqueOrThrow({ where: { tokenHash } })
    await lockAllOf(tx, accountId)
    await lockRecord(tx, accountId, null)
    return freeze(tx, { ...ctx, actor: { kind: 'system', id: null, name: 'the person, by a notice' }, ip: null }, accountId, recoveryId, ctx.ip)
  }
  return withRetry(() => ctx.db.prisma.$transaction(work))
}

async function freeze(tx: Transaction, ctx: ServiceContext, accountId: string, recoveryId: string | null, ip: string | null): Promise<{ ticketNumber: number }> {
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } })
  const what = await titleOf(tx, recoveryId)
  const reason = `The person answered a notice: “${what}” was not them.`
  const target = { kind: 'account', id: account.id, name: account.name }
  const before = await tx.freeze.findFirst({ where: { accountId, liftedAt: null }, select: { ticketId: true } })
  // Watch before ticket, as everywhere: two that lock them the other way round would wait for each other.
  await tx.watch.updateMany({ where: { accountId, state: { in: ['waiting', 'signed_in'] } }, data: { state: 'alarmed', alarmedAt: ctx.now, alarmWords: 'The person says that the recovery was not theirs.' } })
  const ticket = await urgentTicket(tx, ctx, account, what, before?.ticketId ?? null)
  if (!before) await tx.freeze.create({ data: { id: idAt(ctx.now.getTime()), accountId, at: ctx.now, reason, recoveryId, ticketId: ticket.id } })
  await endAccess(tx, accountId, ctx.now)
  const cancelled = await cancelAllOf(tx, ctx, accountId, reason)
  await writeNotices(tx, ctx, { accountId, recoveryId: null, ticketId: ticket.id, deniable: false }, [
    {
      kind: 'notice',
      subject: 'Your account is protected: nothing more is changed for now',
      body: `You told us that a change to your account was not yours. Support can change nothing on it until a person has spoken with you; our people see it before everything else.\n\nIf you can still sign in, change your password now and end sessions that you do not know. We never ask for your password or a code.`,
    },
  ])
  if (ticket.opened) await writeAudit(tx, ctx, { action: 'ticket.open', outcome: 'done', target: { kind: 'ticket', id: ticket.id, name: `#${ticket.number}` }, ticketId: ticket.id, reason: 'A notice was answered with “this wasn’t me”.' })
  await writeAudit(tx, ctx, {
    action: 'account.freeze', outcome: 'done', target, ticketId: ticket.id, reason,
    before: { Recoveries: before ? 'refused' : 'allowed' }, after: { Recoveries: 'refused', 'Requests cancelled': String(cancelled), Ticket: `#${ticket.number}`, ...(ip ? { From: maskIp(ip) } : {}) },
  })
  return { ticketNumber: ticket.number }
}

/** Ends what gives access and is on its way or still open: a link that somebody asked for, a message with a link or code. */
async function endAccess(tx: Transaction, accountId: string, now: Date): Promise<void> {
  await tx.linkToken.updateMany({ where: { accountId, usedAt: null, revokedAt: null }, data: { revokedAt: now } })
  await tx.outboxMessage.updateMany({ where: { accountId, kind: { notIn: NOTICES }, sentAt: null, deadAt: null }, data: { deadAt: now, sealed: null, lastError: 'The person said that it was not them.' } })
}

/** Kinds of messages that give no access. */
const NOTICES = ['notice', 'delay_notice']

type Account = { id: string; name: string; email: string; environment: string }

/** A ticket that stands before all others; a second answer finds the first one's ticket and opens it again. */
async function urgentTicket(tx: Transaction, ctx: ServiceContext, account: Account, what: string, ticketId: string | null) {
  const alert = { alert: 'not_me', alertedAt: ctx.now, status: 'open', closedAt: null, updatedAt: ctx.now } as const
  const known = ticketId ? await tx.ticket.findUnique({ where: { id: ticketId }, select: { id: true } }) : null
  if (known) return { ...(await tx.ticket.update({ where: { id: known.id }, data: alert, select: { id: true, number: true } })), opened: false }
  const id = idAt(ctx.now.getTime())
  const ticket = await tx.ticket.create({
    data: {
      id, ...alert, subject: `“This wasn't me”: ${what.toLowerCase()}`, channel: 'email', environment: account.environment, reporterName: account.name, reporterEmail: account.email, identifier: account.email,
      accountId: account.id, accountChosenAt: ctx.now, createdAt: ctx.now,
      experience: { create: { symptom: `The person answered a notice and says that “${what}” was not them. Speak with them on a number that has been on file for long, before anything else.`, scope: 'one_user' } },
    },
    select: { id: true, number: true },
  })
  return { ...ticket, opened: true }
}

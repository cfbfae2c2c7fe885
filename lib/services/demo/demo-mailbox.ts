import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { maskEmail } from '@/lib/core/mask'
import { idAt } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { openBody } from '../outbox/sealed-body'
import { DEMO_ID } from './demo-id'

// The people of the demo company have no mailbox and no phone. Whoever tries the console plays them here, and only them.

const SHOWN = 30

export type DemoMail = { id: string; to: string; subject: string; body: string; at: string }
export type DemoPrompt = { id: string; person: string; factor: string; endsAt: string }

/** Whether this account is one of the demo company, whose messages nobody else would get. */
export async function hasDemoMailbox(db: Database, accountId: string): Promise<boolean> {
  return accountId.includes(DEMO_ID) && !env().SMTP_URL && (await demoIsThere(db))
}

const demoIsThere = async (db: Database) => (await db.prisma.setting.count({ where: { key: 'demo' } })) > 0

/** The newest messages to people of the demo company, and the factors that they are asked to pass. Throws forbidden, not_found without the demo. */
export async function readDemoMailbox(ctx: ServiceContext): Promise<{ mails: DemoMail[]; prompts: DemoPrompt[] }> {
  await authorize(ctx, 'read')
  const { db, now } = ctx
  if (env().SMTP_URL || !(await demoIsThere(db))) throw new AppError('not_found', 'There is no demo mailbox here.')
  const mails = await db.prisma.$queryRaw<{ id: string; recipient: string; subject: string; body: string; sealed: string | null; created_at: Date }[]>`
    SELECT id, recipient, subject, body, sealed, created_at FROM outbox_message WHERE account_id::text LIKE ${`%${DEMO_ID}%`} ORDER BY created_at DESC, id DESC LIMIT ${SHOWN}`
  const prompts = await db.prisma.verification.findMany({ where: { method: 'working_factor', state: 'open', endsAt: { gt: now } }, orderBy: { startedAt: 'desc' }, take: SHOWN, include: { account: { select: { id: true, name: true } } } })
  return {
    mails: mails.map(({ id, recipient, subject, body, sealed, created_at }) => ({ id, to: maskEmail(recipient), subject, body: openBody(id, body, sealed) ?? body, at: created_at.toISOString() })),
    prompts: prompts.filter(({ accountId }) => accountId.includes(DEMO_ID)).map(({ id, account, label, endsAt }) => ({ id, person: account.name, factor: label, endsAt: endsAt.toISOString() })),
  }
}

/** Lets the person of the demo pass their factor: writes the log record that their sign-in would. Throws forbidden, not_found, invalid. */
export async function passDemoFactor(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'ticket:write')
  const { id } = z.object({ id: z.uuid() }).parse(given)
  const { db, now } = ctx
  const check = await db.prisma.verification.findUnique({ where: { id }, include: { account: { select: { id: true, environment: true } } } })
  if (!check || !(await hasDemoMailbox(db, check.accountId))) throw new AppError('not_found', 'There is no such prompt in the demo.')
  await db.prisma.authEvent.create({
    data: { id: idAt(now.getTime()), at: now, receivedAt: now, environment: check.account.environment, hop: 'auth', outcome: 'success', reason: 'success', accountId: check.accountId, details: { factorId: check.optionId }, format: 'latchkey', raw: '{"demo":"passed by whoever tries the console"}' },
  })
}

import { AppError } from '@/lib/core/errors'
import { personKey } from '@/lib/core/identifier'
import type { Transaction } from '@/lib/db/client'
import { lockRecord } from '@/lib/recoveries/state'
import { verifications } from '@/lib/verifications'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { isCode } from './caller-code'
import { countFailedChecks } from './failed-checks'
import { openCheck } from './open-check'
import { answerInput, attestInput, codeInput, MOST_FAILED, MOST_WRONG } from './schema'

type Check = Awaited<ReturnType<typeof openCheck>>
type Result = { state: 'passed' | 'failed' | 'open'; wrong?: number; note?: string }

async function settle(tx: Transaction, ctx: ServiceContext, check: Check, { state, wrong = check.wrong, note = '' }: Result): Promise<void> {
  await tx.verification.update({ where: { id: check.id }, data: { state, wrong, note: note || null, ...(state === 'open' ? {} : { decidedAt: ctx.now }) } })
  await writeAudit(tx, ctx, {
    action: `verify:${check.method}`,
    outcome: state === 'passed' ? 'done' : 'failed',
    target: { kind: 'account', id: check.accountId, name: check.account.name },
    ticketId: check.ticketId,
    reason: note || null,
    after: { Check: state === 'open' ? 'wrong code' : state, By: check.label },
  })
}

const settledBy = (check: Check) => verifications.find(({ method }) => method === check.method)?.settledBy

/** Whoever began a check goes on with it: it belongs to their call. */
function mine(ctx: ServiceContext, check: Check, by: 'code' | 'agent' | 'log') {
  if (check.startedById !== ctx.actor.id) throw new AppError('forbidden', 'Somebody else began this check. Start one of your own.')
  if (settledBy(check) !== by) throw new AppError('invalid', 'This check is settled in another way.')
}

/**
 * Compares the digits that the caller read out. Every wrong one counts, the fifth ends the code. Returns whether it was right
 * and how many tries are left. Throws forbidden, not_found, invalid, conflict.
 */
export async function enterCode(ctx: ServiceContext, given: unknown): Promise<{ right: boolean; left: number }> {
  await authorize(ctx, 'ticket:write')
  const { id, code } = codeInput.parse(given)
  return ctx.db.prisma.$transaction(async (tx) => {
    const check = await openCheck(tx, id, ctx.now)
    mine(ctx, check, 'code')
    // Codes of other tickets count as well: ten wrong ones on an account end the day.
    await lockRecord(tx, check.accountId, null)
    if ((await countFailedChecks(tx, check.accountId, ctx.now)).count >= MOST_FAILED) throw new AppError('too_many', 'Too many checks of a caller failed on this account within a day. Refuse the caller.', { retryAfterSeconds: 3600 })
    const right = await isCode(code, check)
    const wrong = check.wrong + (right ? 0 : 1)
    await settle(tx, ctx, check, { state: right ? 'passed' : wrong >= MOST_WRONG ? 'failed' : 'open', wrong })
    return { right, left: MOST_WRONG - wrong }
  })
}

/** Writes down how the call back went, on the agent's word. Throws forbidden, not_found, invalid, conflict. */
export async function attestCheck(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'ticket:write')
  const { id, outcome, note } = attestInput.parse(given)
  await ctx.db.prisma.$transaction(async (tx) => {
    const check = await openCheck(tx, id, ctx.now)
    mine(ctx, check, 'agent')
    await settle(tx, ctx, check, { state: outcome, note })
  })
}

/** Writes down what the colleague says who was asked. Nobody else can, and never the person of the account. Throws forbidden, not_found, invalid, conflict. */
export async function answerCheck(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'ticket:write')
  const { id, outcome, note } = answerInput.parse(given)
  await ctx.db.prisma.$transaction(async (tx) => {
    const check = await openCheck(tx, id, ctx.now)
    const { actor } = ctx
    if (actor.kind !== 'agent' || check.colleagueId !== actor.id || check.startedById === actor.id) throw new AppError('forbidden', 'You were not asked.')
    if (personKey(actor.email) === personKey(check.account.email)) throw new AppError('forbidden', 'This is your own account. Nobody vouches for themselves.')
    await settle(tx, ctx, check, { state: outcome, note })
  })
}

/**
 * Looks in the log whether the caller passed the factor since the check began. Returns whether they did; if not, it stays
 * open. Throws forbidden, not_found, invalid, conflict.
 */
export async function lookForFactor(ctx: ServiceContext, id: string): Promise<boolean> {
  await authorize(ctx, 'ticket:write')
  return ctx.db.prisma.$transaction(async (tx) => {
    const check = await openCheck(tx, id, ctx.now)
    mine(ctx, check, 'log')
    // Both times count: a record that comes late tells of something old.
    const seen = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM auth_event WHERE account_id = ${check.accountId}::uuid AND at >= ${check.startedAt} AND received_at >= ${check.startedAt} AND at <= ${check.endsAt}
        AND outcome = 'success' AND details->>'factorId' = ${check.optionId} LIMIT 1`
    if (seen.length > 0) await settle(tx, ctx, check, { state: 'passed' })
    return seen.length > 0
  })
}

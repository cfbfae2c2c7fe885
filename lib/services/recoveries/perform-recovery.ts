import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import { idAt } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import type { Message, Preview, Recovery } from '@/lib/recoveries/define'
import { recoveryOf } from '@/lib/recoveries'
import { lockRecord, readRecord, type RecordState } from '@/lib/recoveries/state'
import { writeAudit, writeAuditAlone } from '../audit/write-audit'
import { may } from '../authorize'
import { OverBudget, spend, tellOverBudget } from '../budgets'
import type { ServiceContext } from '../context'
import { writeNotices } from '../notices/write-notices'
import { mailState } from '../outbox/mail-state'
import { freezeVerdict } from '../tickets/frozen-record'
import { judgeTicket, type Judgement } from '../tickets/judge-ticket'
import { startWatch } from '../watches/start-watch'
import { causeOfTicket } from './cause-of-ticket'
import { readTicket } from './read-ticket'
import { fitOf, refusalOf } from './rules'
import { performInput, storedResult, type PerformInput, type RecoveryResult } from './schema'
import { withRetry } from './with-retry'

/** Found inside the transaction; audited after its end, since a refusal has no effect to be audited with. */
class Denied extends Error {
  constructor(
    readonly why: string,
    readonly target: { kind: string; id: string; name: string },
  ) {
    super(why)
  }
}

/** What was found before the transaction: the verdict, whether it names the action, and about which account. */
type Judged = { fits: boolean; accountId: string; judgement: Judgement }
type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>

/**
 * Carries a recovery out, once: effect, recovery, audit and messages commit together or not at all. The same key with
 * the same request gives the stored result again. Throws AppError: forbidden (audited), not_found, invalid, conflict
 * when the record is no longer what the preview showed.
 */
export async function performRecovery(ctx: ServiceContext, given: unknown): Promise<RecoveryResult> {
  const { actor } = ctx
  const input = performInput.parse(given)
  if (actor.kind !== 'agent' || !may(actor, `recover:${input.action}`)) {
    await deny(ctx, input, null, 'role')
    throw new AppError('forbidden', 'Your role does not include this recovery. An approver can do it.')
  }
  try {
    // Judged before the transaction: it reads much, and the embedded database has one connection.
    const { accountId, ...ticket } = await readTicket(ctx.db.prisma, input.ticketId, false)
    const judgement = await judgeTicket(ctx, ticket.number)
    const judged = { accountId, judgement, fits: fitOf(await causeOfTicket(ctx, ticket, judgement.named), input.action) !== null }
    return await withRetry(() => ctx.db.prisma.$transaction((tx) => carryOut(tx, ctx, actor, input, judged)))
  } catch (error) {
    if (error instanceof OverBudget) await tellOverBudget(ctx, error)
    if (!(error instanceof Denied)) throw error
    await deny(ctx, input, error.target, error.why)
    throw new AppError('forbidden', error.why)
  }
}

async function deny(ctx: ServiceContext, { action, ticketId }: PerformInput, target: Denied['target'] | null, why: string) {
  const ticket = await ctx.db.prisma.ticket.findUnique({ where: { id: ticketId }, select: { account: { select: { id: true, name: true } } } })
  const known = target ?? (ticket?.account ? { kind: 'account', id: ticket.account.id, name: ticket.account.name } : null)
  await writeAuditAlone(ctx, { action: `recover:${action}`, outcome: 'denied', target: known, ticketId: ticket ? ticketId : null, reason: why })
}

async function carryOut(tx: Transaction, ctx: ServiceContext, actor: Agent, input: PerformInput, { fits, accountId, judgement }: Judged): Promise<RecoveryResult> {
  const recovery = recoveryOf(input.action)
  const ticket = await readTicket(tx, input.ticketId, true)
  await lockRecord(tx, ticket.accountId, recovery.subject === 'block' ? input.subjectId : null)
  const replay = await findReplay(tx, actor, input)
  if (replay) return replay
  if (ticket.accountId !== accountId) throw new AppError('conflict', 'Another account was chosen for this ticket meanwhile. Nothing was done. Read the preview again.')
  const state = await readRecord(tx, ticket.accountId, ctx.now)
  if (!state) throw new AppError('not_found', 'The account of this ticket is gone.')
  const why = refusalOf(ctx, input.action, state.account, fits)
  if (why) throw new Denied(why, { kind: 'account', id: state.account.id, name: state.account.name })
  if (!fits && !input.override) throw needsOverride()
  const preview = recovery.preview(state, input.subjectId)
  if (preview.fingerprint !== input.fingerprint) throw new AppError('conflict', `The record changed after the preview: ${preview.because}. Nothing was done. Read the preview again.`)
  if (!preview.possible) throw new AppError('conflict', `${preview.because}. Nothing was done.`)
  await spend(ctx, tx, `recover:${input.action}`)
  const messages = await recovery.run(tx, state, input.subjectId)
  if (!judgement.frozen) await freezeVerdict(tx, ctx, input.ticketId, judgement, { decision: 'acted' })
  return store(tx, ctx, actor, { input, recovery, state, preview, messages, override: fits ? null : input.override })
}

const needsOverride = () =>
  new AppError('invalid', 'This does not fit the verdict. Say why it is right all the same.', {
    fields: [{ path: 'override', message: 'Say why this is right although it does not fit the verdict.' }],
  })

const hashOf = ({ ticketId, action, subjectId, reason, override, fingerprint }: PerformInput) =>
  createHash('sha256').update(JSON.stringify([ticketId, action, subjectId, reason, override, fingerprint])).digest('hex')

/** The result of the same request, if it was carried out before. Throws AppError('invalid') for another request under the key. */
async function findReplay(tx: Transaction, actor: Agent, input: PerformInput): Promise<RecoveryResult | null> {
  const row = await tx.recovery.findUnique({ where: { agentId_idempotencyKey: { agentId: actor.id, idempotencyKey: input.idempotencyKey } } })
  if (!row) return null
  if (row.requestHash !== hashOf(input)) throw new AppError('invalid', 'This form was already used for another request. Open it again.')
  const { title } = recoveryOf(input.action)
  return { ...storedResult.parse(row.after), recoveryId: row.id, action: input.action, title, at: row.at.toISOString(), replayed: true, mail: mailState() }
}

type Done = { input: PerformInput; recovery: Recovery; state: RecordState; preview: Preview; messages: readonly Message[]; override: string | null }

const byLabel = (preview: Preview, side: 'before' | 'after') => Object.fromEntries(preview.effects.map((effect) => [effect.label, effect[side]]))

async function store(tx: Transaction, ctx: ServiceContext, actor: Agent, { input, recovery, state, preview, messages, override }: Done): Promise<RecoveryResult> {
  const { account } = state
  const id = idAt(ctx.now.getTime())
  const told = await writeNotices(tx, ctx, { accountId: account.id, recoveryId: id, ticketId: input.ticketId }, messages)
  const result = {
    effects: preview.effects.map((effect) => ({ ...effect })),
    stillBlocked: preview.stillBlocked.map((gate) => ({ ...gate })),
    afterwards: [...preview.afterwards],
    messages: told,
  }
  await tx.recovery.create({
    data: {
      id, ticketId: input.ticketId, accountId: account.id, subjectId: input.subjectId, action: input.action, tier: preview.tier, reason: input.reason, override,
      agentId: actor.id, at: ctx.now, idempotencyKey: input.idempotencyKey, requestHash: hashOf(input), before: byLabel(preview, 'before'), after: result,
    },
  })
  await startWatch(tx, ctx, { accountId: account.id, ticketId: input.ticketId, recoveryId: id, action: input.action, tier: preview.tier })
  await writeAudit(tx, ctx, {
    action: `recover:${input.action}`, outcome: 'done', target: { kind: 'account', id: account.id, name: account.name }, ticketId: input.ticketId,
    reason: override ? `${input.reason} (override: ${override})` : input.reason, before: byLabel(preview, 'before'), after: { ...byLabel(preview, 'after'), Tier: String(preview.tier) },
  })
  return { ...result, recoveryId: id, action: input.action, title: recovery.title, at: ctx.now.toISOString(), replayed: false, mail: mailState() }
}

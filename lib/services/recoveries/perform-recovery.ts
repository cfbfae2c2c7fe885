import { canonicalJson, sha256 } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import { lockRecord } from '@/lib/recoveries/state'
import { freezeRequest } from '../approvals/freeze-request'
import { findAsked } from '../approvals/find-asked'
import { writeAuditAlone } from '../audit/write-audit'
import { may } from '../authorize'
import { OverBudget, spend, tellOverBudget } from '../budgets'
import type { ServiceContext } from '../context'
import { mailState } from '../outbox/mail-state'
import { judgeTicket, type Judgement } from '../tickets/judge-ticket'
import { passedChecks, type PassedCheck } from '../verifications/passed-checks'
import { attackOn } from './attack-on'
import { recoveryBinding } from './bindings'
import { causeOfTicket } from './cause-of-ticket'
import { auditDenials, Denied } from './denied'
import { derive, type Derived } from './derive'
import { evidenceOf } from './evidence-of'
import { meets, missingChecks } from './policy'
import { readTicket } from './read-ticket'
import { requireStill } from './require-still'
import { fitOf, roleRefusal } from './rules'
import { performInput, storedResult, type PerformInput, type RecoveryOutcome, type RecoveryResult } from './schema'
import { spendProof } from './spend-proof'
import { runAndStore } from './store-recovery'
import { withRetry } from './with-retry'

/** What was found before the transaction: what the verdict says of the action, and about which account. */
type Judged = { fits: boolean; attackLikely: boolean; judgement: Judgement; accountId: string }
type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>

/**
 * Carries a recovery out, once, or, where another person must agree or a delay stands before it, freezes it as a request.
 * Effect, recovery, audit and messages commit together or not at all. The same key with the same request gives the stored
 * result again. Throws AppError: forbidden (audited), not_found, invalid, too_many, conflict when the record is no longer
 * what the preview showed.
 */
export async function performRecovery(ctx: ServiceContext, given: unknown): Promise<RecoveryOutcome> {
  const { actor } = ctx
  const input = performInput.parse(given)
  const { action } = input
  if (actor.kind !== 'agent' || !may(actor, `recover:${action}`)) {
    await denyByRole(ctx, input)
    throw new AppError('forbidden', roleRefusal(ctx, action, true) ?? 'Your role does not include this recovery.')
  }
  // Judged before the transaction: it reads much, and the embedded database has one connection.
  const { accountId, ...ticket } = await readTicket(ctx.db.prisma, input.ticketId, false)
  const judgement = await judgeTicket(ctx, ticket.number)
  const cause = await causeOfTicket(ctx, ticket, judgement.named)
  const judged = { accountId, judgement, fits: fitOf(cause, action) !== null, attackLikely: await attackOn(ctx.db, ticket.id, cause) }
  try {
    return await auditDenials(ctx, `recover:${action}`, () => withRetry(() => ctx.db.prisma.$transaction((tx) => carryOut(tx, ctx, actor, input, judged))))
  } catch (error) {
    if (error instanceof OverBudget) await tellOverBudget(ctx, error)
    throw error
  }
}

async function denyByRole(ctx: ServiceContext, { action, ticketId }: PerformInput) {
  const ticket = await ctx.db.prisma.ticket.findUnique({ where: { id: ticketId }, select: { account: { select: { id: true, name: true } } } })
  const target = ticket?.account ? { kind: 'account', id: ticket.account.id, name: ticket.account.name } : null
  await writeAuditAlone(ctx, { action: `recover:${action}`, outcome: 'denied', target, ticketId: ticket ? ticketId : null, reason: 'role' })
}

async function carryOut(tx: Transaction, ctx: ServiceContext, actor: Agent, input: PerformInput, judged: Judged): Promise<RecoveryOutcome> {
  const { action, ticketId, subjectId } = input
  await requireStill(tx, actor)
  const ticket = await readTicket(tx, ticketId, true)
  await lockRecord(tx, ticket.accountId, recoveryOf(action).subject === 'block' ? subjectId : null)
  const requestHash = hashOf(input)
  const replay = (await findDone(tx, actor, input, requestHash)) ?? (await findAsked(tx, actor.id, input.idempotencyKey, requestHash))
  if (replay) return replay
  if (ticket.accountId !== judged.accountId) throw new AppError('conflict', 'Another account was chosen for this ticket meanwhile. Nothing was done. Read the preview again.')
  const derived = await derive(tx, actor, { action, accountId: ticket.accountId, subjectId, attackLikely: judged.attackLikely, now: ctx.now }, true)
  if (!derived) throw new AppError('not_found', 'The account of this ticket is gone.')
  const checks = await passedChecks(tx, { ticketId, accountId: ticket.accountId, agentId: actor.id }, ctx.now)
  requireAll(ctx, input, derived, judged.fits, checks)
  const { account } = derived.state
  const about = { target: { kind: 'account', id: account.id, name: account.name }, ticketId }
  const { requirement } = derived.decision
  const proof = requirement.stepUp ? await spendProof(tx, ctx, recoveryBinding(input, account.id), input.stepUpProof, about) : null
  await spend(ctx, tx, `recover:${action}`)
  const override = judged.fits ? null : input.override
  if (requirement.secondPerson || requirement.delayHours > 0) return freezeRequest(tx, ctx, actor, { input, requestHash, derived, checks, override, proof, attackLikely: judged.attackLikely, evidence: evidenceOf(judged.judgement.verdict), ticketNumber: ticket.number })
  return runAndStore(tx, ctx, derived, {
    ticketId, agentId: actor.id, reason: input.reason, override, idempotencyKey: input.idempotencyKey, requestHash, requestId: null, checks: checks.map(({ label }) => label), approvals: [], proof, judgement: judged.judgement,
  })
}

/** Everything that must hold before anything is written, the gravest first. Throws Denied or AppError. */
function requireAll(ctx: ServiceContext, input: PerformInput, { state, preview, decision, fingerprint }: Derived, fits: boolean, checks: readonly PassedCheck[]): void {
  const target = { kind: 'account', id: state.account.id, name: state.account.name }
  const why = decision.refused ?? roleRefusal(ctx, input.action, fits)
  if (why) throw new Denied(why, target, input.ticketId)
  if (!fits && !input.override) throw needsOverride()
  if (fingerprint !== input.fingerprint) throw new AppError('conflict', `The record or the rules changed after the preview: ${preview.because}. Nothing was done. Read the preview again.`)
  if (!preview.possible) throw new AppError('conflict', `${preview.because}. Nothing was done.`)
  const kinds = checks.map(({ kind }) => kind)
  const { verification } = decision.requirement
  if (!meets(verification, kinds)) throw new Denied(`${missingChecks(verification, kinds) ?? 'The caller is not verified.'} Nothing was done.`, target, input.ticketId)
}

const needsOverride = () =>
  new AppError('invalid', 'This does not fit the verdict. Say why it is right all the same.', {
    fields: [{ path: 'override', message: 'Say why this is right although it does not fit the verdict.' }],
  })

const hashOf = ({ ticketId, action, subjectId, reason, override, fingerprint }: PerformInput) => sha256(canonicalJson([ticketId, action, subjectId, reason, override, fingerprint]))

/** The result of the same request, if it was carried out before. Throws AppError('invalid') for another request under the key. */
async function findDone(tx: Transaction, actor: Agent, input: PerformInput, requestHash: string): Promise<RecoveryResult | null> {
  const row = await tx.recovery.findUnique({ where: { agentId_idempotencyKey: { agentId: actor.id, idempotencyKey: input.idempotencyKey } } })
  if (!row) return null
  if (row.requestHash !== requestHash) throw new AppError('invalid', 'This form was already used for another request. Open it again.')
  const recovery = recoveryOf(input.action)
  return { ...storedResult.parse(row.after), kind: 'done', recoveryId: row.id, action: input.action, title: recovery.title, at: row.at.toISOString(), replayed: true, mail: await mailState(tx) }
}

import { canonicalJson, sha256 } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import { OverBudget, spend, tellOverBudget } from '../budgets'
import type { ServiceContext } from '../context'
import { signatureWords } from '../patterns/signature'
import { bulkBinding } from '../recoveries/bindings'
import { auditDenials, Denied } from '../recoveries/denied'
import { readGuards } from '../recoveries/guards'
import { BULK_MINUTES, decideBulk } from '../recoveries/policy'
import { provenBy } from '../recoveries/proven-by'
import { requireStill } from '../recoveries/require-still'
import { roleRefusal } from '../recoveries/rules'
import { spendProof } from '../recoveries/spend-proof'
import { withRetry } from '../recoveries/with-retry'
import { fitsBulk } from './fits-bulk'
import { lockBulk, type LockedBulk } from './load-bulk'
import { patternCause } from './pattern-cause'
import { askInput, payloadSchema, prepareInput, type BulkPayload } from './schema'

type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>
type Input = ReturnType<typeof askInput.parse>

/**
 * Asks a second person for a bulk exactly as it was prepared, with a reason, a ticket of the pattern and a proof. Sent again
 * it asks once. Throws AppError: forbidden (audited), not_found, invalid, too_many, conflict where it is too old, was asked for
 * already, or the rules ask for more by now.
 */
export async function askBulk(ctx: ServiceContext, given: unknown): Promise<void> {
  const input = askInput.parse(given)
  await authorize(ctx, 'ticket:write', { kind: 'bulk', id: input.bulkId })
  const { actor } = ctx
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Recoveries are for people.')
  try {
    await auditDenials(ctx, 'bulk.ask', () => withRetry(() => ctx.db.prisma.$transaction((tx) => ask(tx, ctx, actor, input))))
  } catch (error) {
    if (error instanceof OverBudget) await tellOverBudget(ctx, error)
    throw error
  }
}

async function ask(tx: Transaction, ctx: ServiceContext, actor: Agent, input: Input): Promise<void> {
  await requireStill(tx, actor)
  const row = await lockBulk(tx, input.bulkId)
  if (row.agentId !== actor.id) throw new Denied('Somebody else prepared this. Prepare your own.', row.target)
  if (row.planHash !== input.planHash) throw new AppError('conflict', 'This is not the preview that you saw. Nothing was asked for.')
  if (row.state === 'pending' && row.reason === input.reason && row.ticketId === input.ticketId) return
  await requireAll(tx, ctx, row)
  const ticket = await tx.ticket.findUnique({ where: { id: input.ticketId }, select: { id: true, number: true, status: true, signature: true } })
  if (!ticket || ticket.signature !== row.pattern.signature || ticket.status === 'solved') throw new AppError('invalid', 'Choose an open ticket of this pattern.', { fields: [{ path: 'ticketId', message: 'Choose an open ticket of this pattern.' }] })
  const proof = await spendProof(tx, ctx, bulkBinding(row.id, row.planHash), input.stepUpProof, { target: row.target, ticketId: ticket.id })
  await spend(ctx, tx, 'bulk')
  const payload = canonicalJson(payloadSchema.parse(await payloadFor(tx, ctx, actor, row, { ticket: ticket.number, reason: input.reason, stepUp: proof.method, stepUpId: proof.id })))
  const approveBy = new Date(ctx.now.getTime() + BULK_MINUTES * 60_000)
  await tx.bulk.update({ where: { id: row.id }, data: { state: 'pending', expiresAt: null, ticketId: ticket.id, reason: input.reason, payload, payloadHash: sha256(payload), askedAt: ctx.now, approveBy }, select: { id: true } })
  await writeAudit(tx, ctx, {
    action: 'bulk.ask', outcome: 'done', target: row.target, ticketId: ticket.id, reason: input.reason, ...provenBy(signatureWords(row.pattern), [], proof),
    after: { Bulk: row.id, Action: row.action, People: row.people, Tier: `Tier ${row.tier}`, Hash: sha256(payload) },
  })
}

const actionOf = ({ action }: Pick<LockedBulk, 'action'>) => prepareInput.shape.action.parse(action)

/** Everything that must hold before anything is written. Throws Denied or AppError. */
async function requireAll(tx: Transaction, ctx: ServiceContext, row: LockedBulk): Promise<void> {
  const action = actionOf(row)
  if (row.state !== 'prepared') throw new AppError('conflict', 'This was asked for already. Nothing is asked for twice.')
  if (!row.expiresAt || row.expiresAt <= ctx.now) throw new AppError('conflict', 'This preview is too old: people have come and gone since. Prepare it again.')
  const guards = await readGuards(tx, true)
  const cause = await patternCause(tx, row.pattern)
  const { refused, tier } = decideBulk(action, row.people, { elevatedThreat: guards.elevated_threat, stopped: guards.kill_switch, attack: cause?.attack ?? false })
  const why = refused ?? roleRefusal(ctx, action, true)
  if (why) throw new Denied(why, row.target)
  if (!fitsBulk(action, cause)) throw new AppError('conflict', 'The tickets of this pattern point at something else by now. Nothing was asked for.')
  if (tier > row.tier) throw new AppError('conflict', `The rules ask for more by now: tier ${tier}. Prepare it again.`)
  const twin = await tx.bulk.findFirst({ where: { patternId: row.patternId, action, state: { in: ['pending', 'running'] } }, select: { agent: { select: { name: true } } } })
  if (twin) throw new AppError('conflict', `The same is under way already, asked for by ${twin.agent.name}. ${recoveryOf(action).title}: nothing was asked for twice.`)
}

async function payloadFor(tx: Transaction, { now }: ServiceContext, actor: Agent, row: LockedBulk, more: Pick<BulkPayload, 'ticket' | 'reason' | 'stepUp' | 'stepUpId'>): Promise<BulkPayload> {
  const persons = await tx.bulkPerson.findMany({ where: { bulkId: row.id }, orderBy: { accountId: 'asc' }, select: { accountId: true, subjectId: true, fingerprint: true, state: true } })
  const people = persons.flatMap(({ accountId, subjectId, fingerprint, state }) => (state === 'waiting' && fingerprint ? [{ account: accountId, subject: subjectId, fingerprint }] : []))
  return {
    version: 1, bulk: row.id, pattern: row.patternId, words: signatureWords(row.pattern), action: actionOf(row), cause: row.cause, tier: row.tier, people, leftOut: persons.length - people.length,
    requester: actor.id, sessionId: actor.sessionId, strength: actor.strength, askedAt: now.toISOString(), ...more,
  }
}

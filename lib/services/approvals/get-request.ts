import { AppError } from '@/lib/core/errors'
import { maskView } from '@/lib/core/mask'
import { recoveryOf } from '@/lib/recoveries'
import { verifications } from '@/lib/verifications'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { derive } from '../recoveries/derive'
import { CHECKS_NEEDED, TIERS, type Tier } from '../recoveries/policy'
import { performInput } from '../recoveries/schema'
import { countFailedChecks } from '../verifications/failed-checks'
import { actorOf } from './actor-of'
import { whyNotNow } from './execute-request'
import { REQUEST_INCLUDE, toRow, type RequestRecord } from './list-requests'
import { answererOf, toFrozen } from './load-request'
import { step } from './machine'
import { payloadSchema, type Payload, type RequestDetail } from './schema'

/** A request with everything beside it that a second person decides by. Changes nothing. Throws forbidden, not_found. */
export async function getRequest(ctx: ServiceContext, id: string): Promise<RequestDetail> {
  await authorize(ctx, 'read')
  const { actor, db, now } = ctx
  const uuid = /^[0-9a-f-]{36}$/i.test(id)
  const record = uuid ? await db.prisma.recoveryRequest.findUnique({ where: { id }, include: REQUEST_INCLUDE }) : null
  if (!record || actor.kind !== 'agent') throw new AppError('not_found', 'There is no such request.')
  const payload = payloadSchema.parse(JSON.parse(record.payload))
  const row = toRow(record, actor.id)
  const open = row.state === 'pending' || row.state === 'approved'
  const { moved, refused } = open ? await compare(ctx, record, payload) : { moved: null, refused: null }
  const recovery = recoveryOf(row.action)
  const { externalId, environment, privileged } = record.account
  const requirement = TIERS[record.tier as Tier]
  const since = new Date(now.getTime() - 86_400_000)
  return maskView({
    ...row,
    account: { id: record.account.id, externalId, environment, privileged },
    reason: record.reason, override: record.override, stepUp: payload.stepUp,
    asksToday: await db.prisma.recoveryRequest.count({ where: { requesterId: record.requesterId, requestedAt: { gt: since } } }),
    checks: payload.checks.map((check) => ({ id: check.id, title: verifications.find(({ method }) => method === check.method)?.title ?? check.method, label: check.label, at: check.at })),
    needed: CHECKS_NEEDED[requirement.verification],
    failedChecks: await countFailedChecks(db.prisma, record.accountId, now),
    evidence: payload.evidence,
    effects: payload.effects, stillBlocked: payload.stillBlocked,
    frozen: frozenLines(payload, record.payloadHash), payloadHash: record.payloadHash, moved,
    whyNot: whyNot(ctx, record, payload) ?? refused,
    may: mayLines(record),
    delayHours: payload.delayHours, watchHours: requirement.watchHours, undo: recovery.undo, endedWhy: record.endedWhy,
    approvals: record.approvals.map(({ agent, decision, reason, at }) => ({ by: agent.name, decision, reason, at: at.toISOString() })),
    canCancel: open && (record.requesterId === actor.id || answererOf(actor).mayApprove),
    now: now.toISOString(),
  })
}

/** Whether the record is still what was frozen, and whether this agent stands high enough. */
async function compare(ctx: ServiceContext, record: RequestRecord, payload: Payload): Promise<{ moved: string | null; refused: string | null }> {
  const { actor, db, now } = ctx
  const about = { action: performInput.shape.action.parse(record.action), accountId: record.accountId, subjectId: record.subjectId, attackLikely: payload.attackLikely, now }
  const requester = { ...record.requester, disabledAt: null }
  const theirs = await derive(db.prisma, actorOf(requester, payload), about, false)
  const moved = whyNotNow({ requester, payload, action: record.action, override: record.override }, theirs)
  if (actor.kind !== 'agent' || actor.id === record.requesterId) return { moved, refused: null }
  const mine = await derive(db.prisma, actor, about, false)
  return { moved, refused: mine?.decision.refused ?? null }
}

function whyNot(ctx: ServiceContext, record: RequestRecord, payload: Payload): string | null {
  if (ctx.actor.kind !== 'agent') return 'Approvals are given by people.'
  const frozen = toFrozen({ ...record, payload })
  // A no is the least that anybody may say: where even that is refused, nothing may be said.
  return step(frozen, { type: 'deny', at: ctx.now.getTime(), by: answererOf(ctx.actor), payloadHash: record.payloadHash }).refused
}

const mayLines = ({ requester, account }: RequestRecord) => [`You are neither ${requester.name} nor ${account.name}.`, 'The account is not above yours.', 'You did not vouch for the caller.']

const frozenLines = (payload: Payload, hash: string) => [
  { key: 'action', value: payload.action },
  { key: 'target', value: payload.externalId },
  ...(payload.subject ? [{ key: 'subject', value: payload.subject }] : []),
  ...payload.effects.slice(0, 6).map(({ label, after }) => ({ key: 'sets', value: `${label}: ${after}` })),
  { key: 'tier', value: String(payload.tier) },
  { key: 'ticket', value: String(payload.ticket) },
  { key: 'asked', value: payload.askedAt },
  { key: 'sha256', value: `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}` },
]

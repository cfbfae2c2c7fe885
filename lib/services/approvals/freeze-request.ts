import { canonicalJson, sha256 } from '@/lib/core/canonical-json'
import { AppError } from '@/lib/core/errors'
import { personKey } from '@/lib/core/identifier'
import { idAt } from '@/lib/core/ids'
import type { Transaction } from '@/lib/db/client'
import { writeAudit } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import type { Derived } from '../recoveries/derive'
import { tierWords } from '../recoveries/policy'
import { provenBy } from '../recoveries/proven-by'
import type { AskedResult, PerformInput } from '../recoveries/schema'
import type { Proof } from '../recoveries/spend-proof'
import { countFailedChecks } from '../verifications/failed-checks'
import type { PassedCheck } from '../verifications/passed-checks'
import { payloadSchema, type FrozenEvidence, type Payload } from './schema'

type Agent = Extract<ServiceContext['actor'], { kind: 'agent' }>
type Asking = { input: PerformInput; requestHash: string; derived: Derived; checks: readonly PassedCheck[]; override: string | null; proof: Proof | null; attackLikely: boolean; evidence: FrozenEvidence; ticketNumber: number }

/** Freezes what would run, with its hash, for a second person to answer. Throws conflict where the same waits already. */
export async function freezeRequest(tx: Transaction, ctx: ServiceContext, actor: Agent, asking: Asking): Promise<AskedResult> {
  const { input, derived, requestHash } = asking
  const { account } = derived.state
  await refuseTwin(tx, account.id, input)
  const payload = canonicalJson(payloadSchema.parse(await payloadOf(tx, ctx, actor, asking)))
  const { requirement, tier } = derived.decision
  const approveBy = new Date(ctx.now.getTime() + requirement.approveMinutes * 60_000)
  const id = idAt(ctx.now.getTime())
  await tx.recoveryRequest.create({
    data: {
      id, ticketId: input.ticketId, accountId: account.id, subjectId: input.subjectId, action: input.action, tier, payload, payloadHash: sha256(payload), reason: input.reason, override: asking.override,
      requesterId: actor.id, requestedAt: ctx.now, idempotencyKey: input.idempotencyKey, requestHash, approveBy,
    },
    select: { id: true },
  })
  await writeAudit(tx, ctx, {
    action: 'approval.request', outcome: 'done', target: { kind: 'account', id: account.id, name: account.name }, ticketId: input.ticketId, reason: input.reason,
    after: { Request: id, Action: input.action, Tier: tierWords(derived.decision), Hash: sha256(payload) },
    ...provenBy(account.name, asking.checks.map(({ label }) => label), asking.proof),
  })
  return { kind: 'asked', requestId: id, title: derived.recovery.title, at: ctx.now.toISOString(), approveBy: approveBy.toISOString(), delayHours: requirement.delayHours, replayed: false }
}

async function refuseTwin(tx: Transaction, accountId: string, { action, subjectId }: PerformInput) {
  const twin = await tx.recoveryRequest.findFirst({ where: { accountId, action, subjectId, state: { in: ['pending', 'approved'] } }, select: { requester: { select: { name: true } } } })
  if (twin) throw new AppError('conflict', `The same waits already, asked for by ${twin.requester.name}. Nothing was done.`)
}

async function payloadOf(tx: Transaction, ctx: ServiceContext, actor: Agent, { input, derived, checks, override, proof, attackLikely, evidence, ticketNumber }: Asking): Promise<Payload> {
  const { state, preview, decision, fingerprint } = derived
  const { id, name, externalId, environment } = state.account
  const colleagues = await tx.agent.findMany({ where: { id: { in: checks.flatMap(({ colleagueId }) => colleagueId ?? []) } }, select: { id: true, email: true } })
  const keys = new Map(colleagues.map((colleague) => [colleague.id, sha256(personKey(colleague.email))]))
  return {
    version: 1, action: input.action, account: id, accountName: name, externalId, environment, subject: input.subjectId, ticket: ticketNumber, ticketId: input.ticketId,
    effects: preview.effects.map((effect) => ({ ...effect })), stillBlocked: preview.stillBlocked.map((gate) => ({ ...gate })), fingerprint,
    base: decision.base, tier: decision.tier, tierWords: tierWords(decision), attackLikely, delayHours: decision.requirement.delayHours, executeMinutes: decision.requirement.executeMinutes,
    checks: checks.map((check) => ({ id: check.id, method: check.method, label: check.label, at: check.decidedAt.toISOString(), colleagueId: check.colleagueId, colleagueKey: keys.get(check.colleagueId ?? '') ?? null })),
    failedChecks: (await countFailedChecks(tx, id, ctx.now)).count, evidence, reason: input.reason, override, requester: actor.id, stepUp: proof?.method ?? null, stepUpId: proof?.id ?? null, sessionId: actor.sessionId, strength: actor.strength, askedAt: ctx.now.toISOString(),
  }
}

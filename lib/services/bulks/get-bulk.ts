import { causes } from '@/lib/causes'
import { AppError } from '@/lib/core/errors'
import { maskView } from '@/lib/core/mask'
import { recoveryOf } from '@/lib/recoveries'
import { listApprovers } from '../approvals/list-approvers'
import { answererOf } from '../approvals/load-request'
import { step } from '../approvals/machine'
import { authorize, may } from '../authorize'
import type { ServiceContext } from '../context'
import { signatureWords } from '../patterns/signature'
import { BULK_MINUTES, TIERS, type Tier } from '../recoveries/policy'
import { approvalBinding, bulkBinding } from '../recoveries/bindings'
import { toFrozen } from './load-bulk'
import { peopleInput, PERSON_STATES, prepareInput, type BulkPersonRow, type BulkView, type PeopleView, type PersonState } from './schema'

/** People of one page. */
const PEOPLE = 25
const TICKETS = 20

const STATES: Readonly<Record<PeopleView, readonly PersonState[]>> = { waiting: ['waiting'], done: ['done'], out: ['fine', 'left_out', 'not_done'] }
const WHO = { select: { id: true, name: true, email: true, role: true, disabledAt: true } } as const

/**
 * A bulk as its page shows it: whom it changes and whom not and why, how far it is, what this agent may do about it. Masked.
 * A preview is its preparer's alone until it was asked for. Throws AppError: forbidden, not_found.
 */
export async function getBulk(ctx: ServiceContext, id: string, input: unknown): Promise<BulkView> {
  await authorize(ctx, 'read')
  const { people: asked, after } = peopleInput.parse(input)
  const { prisma } = ctx.db
  const row = /^[0-9a-f-]{36}$/i.test(id) ? await prisma.bulk.findUnique({ where: { id }, include: { agent: WHO, approver: WHO, pattern: true, ticket: { select: { number: true } } } }) : null
  if (!row || (row.state === 'prepared' && row.agentId !== ctx.actor.id)) throw new AppError('not_found', 'There is no such bulk.')
  const action = prepareInput.shape.action.parse(row.action)
  const recovery = recoveryOf(action)
  const groups = await prisma.bulkPerson.groupBy({ by: ['state', 'kind', 'why'], where: { bulkId: id }, _count: true })
  const counts = Object.fromEntries(PERSON_STATES.map((state) => [state, groups.filter((group) => group.state === state).reduce((sum, { _count }) => sum + _count, 0)])) as Record<PersonState, number>
  const view = asked ?? (counts.done > 0 ? 'done' : counts.waiting > 0 ? 'waiting' : 'out')
  return {
    id, action, title: recovery.title, verb: recovery.verb, consequence: recovery.consequence, undo: recovery.undo, state: row.state,
    pattern: { id: row.patternId, words: signatureWords(row.pattern) },
    cause: causes.find(({ slug }) => slug === row.cause)?.title ?? row.cause,
    base: row.base, tier: row.tier, people: row.people, beyond: row.beyond, counts, watchHours: TIERS[row.tier as Tier].watchHours,
    outs: outsOf(groups),
    by: row.agent.name, mine: row.agentId === ctx.actor.id, preparedAt: row.preparedAt.toISOString(), expired: row.expiresAt !== null && row.expiresAt <= ctx.now,
    ticketNumber: row.ticket?.number ?? null, reason: row.reason === null ? null : maskView(row.reason), askedAt: row.askedAt?.toISOString() ?? null, approveBy: row.approveBy?.toISOString() ?? null,
    approver: row.approver?.name ?? null, answer: row.answer && maskView(row.answer), answeredAt: row.answeredAt?.toISOString() ?? null, endedAt: row.endedAt?.toISOString() ?? null, endedWhy: row.endedWhy,
    planHash: row.planHash, payloadHash: row.payloadHash, minutes: BULK_MINUTES,
    view, page: await listPersons(ctx, id, view, after),
    ask: row.state === 'prepared' ? { binding: bulkBinding(id, row.planHash), tickets: await openTickets(ctx, row.pattern), approvers: await listApprovers(ctx, row.agent.email) } : null,
    answering: row.state === 'pending' && row.payloadHash ? { binding: approvalBinding(id, row.payloadHash), whyNot: whyNotAnswer(ctx, row) } : null,
    canStop: (row.state === 'pending' || row.state === 'running') && may(ctx.actor, 'ticket:write'),
  }
}

type Group = { state: string; kind: string | null; why: string | null; _count: number }

/** Why people are left out, the commonest first. */
const outsOf = (groups: readonly Group[]) =>
  groups.filter(({ state }) => state !== 'waiting' && state !== 'done').map(({ state, why, _count }) => ({ state: PERSON_STATES.find((known) => known === state) ?? 'left_out', why: maskView(why ?? ''), count: _count })).sort((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1))

async function listPersons({ db }: ServiceContext, bulkId: string, view: PeopleView, after: string | undefined): Promise<{ rows: BulkPersonRow[]; next: string | null }> {
  const rows = await db.prisma.bulkPerson.findMany({
    where: { bulkId, state: { in: [...STATES[view]] }, ...(after ? { accountId: { gt: after } } : {}) }, orderBy: { accountId: 'asc' }, take: PEOPLE + 1,
    select: { accountId: true, state: true, why: true, at: true, ticketId: true, account: { select: { name: true, email: true } } },
  })
  const shown = rows.slice(0, PEOPLE)
  const tickets = await db.prisma.ticket.findMany({ where: { id: { in: shown.flatMap(({ ticketId }) => ticketId ?? []) } }, select: { id: true, number: true } })
  const numbers = new Map(tickets.map(({ id, number }) => [id, number]))
  return {
    rows: maskView(shown.map(({ accountId, state, why, at, ticketId, account }) => ({ accountId, name: account.name, email: account.email, state: PERSON_STATES.find((known) => known === state) ?? 'waiting', why, at: at?.toISOString() ?? null, ticketNumber: numbers.get(ticketId ?? '') ?? null }))),
    next: rows.length > PEOPLE ? (shown.at(-1)?.accountId ?? null) : null,
  }
}

async function openTickets({ db }: ServiceContext, { signature, environment }: { signature: string; environment: string }) {
  const rows = await db.prisma.ticket.findMany({ where: { signature, environment, status: { in: ['open', 'waiting'] } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: TICKETS, select: { id: true, number: true, subject: true } })
  return maskView(rows)
}

function whyNotAnswer({ actor, now }: ServiceContext, row: Parameters<typeof toFrozen>[0]): string | null {
  if (actor.kind !== 'agent') return 'Approvals are given by people.'
  // A no is the least that anybody may say: where even that is refused, nothing may be said.
  return step(toFrozen(row), { type: 'deny', at: now.getTime(), by: answererOf(actor), payloadHash: row.payloadHash ?? '' }).refused
}

import { decodeCursor, pageOf } from '@/lib/core/page'
import { maskView } from '@/lib/core/mask'
import type { Prisma } from '@/lib/db/client'
import { recoveryOf } from '@/lib/recoveries'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { performInput } from '../recoveries/schema'
import { payloadSchema, type ApprovalsView, type RequestRow } from './schema'

const PAGE = 20

export const REQUEST_INCLUDE = {
  requester: { select: { id: true, name: true, email: true, role: true } },
  ticket: { select: { number: true } },
  account: { select: { id: true, name: true, privileged: true, externalId: true, environment: true, email: true } },
  approvals: { orderBy: { at: 'asc' }, take: 10, include: { agent: { select: { name: true } } } },
} satisfies Prisma.RecoveryRequestInclude
export type RequestRecord = Prisma.RecoveryRequestGetPayload<{ include: typeof REQUEST_INCLUDE }>

const clock = (time: Date) => `${time.toISOString().slice(11, 16)} UTC`

/** How it ended, or stands, in words. */
function outcomeOf({ state, approvals, endedAt, endedWhy, runAt }: RequestRecord): string | null {
  const by = (decision: string) => approvals.filter((approval) => approval.decision === decision).at(-1)?.agent.name ?? 'Somebody'
  if (state === 'pending') return null
  if (state === 'approved') return `${by('approved')} agreed. Runs ${runAt ? clock(runAt) : 'soon'}, and can be stopped until then.`
  if (state === 'executed') return `${by('approved')} agreed. Done ${endedAt ? clock(endedAt) : ''}.`
  if (state === 'denied') return `${by('denied')} denied: “${endedWhy ?? ''}”`
  return endedWhy ?? 'Ended. Nothing changed.'
}

/** A request as a row of a list. */
export function toRow(record: RequestRecord, agentId: string | null): RequestRow {
  const payload = payloadSchema.parse(JSON.parse(record.payload))
  const action = performInput.shape.action.parse(record.action)
  return maskView({
    id: record.id, title: recoveryOf(action).title, action, person: record.account.name, ticketNumber: record.ticket.number, askedBy: record.requester.name, mine: record.requester.id === agentId,
    askedAt: record.requestedAt.toISOString(), state: record.state, base: payload.base, tier: record.tier, tierWords: payload.tierWords, privileged: record.account.privileged, fits: record.override === null,
    approveBy: record.approveBy.toISOString(), runAt: record.runAt?.toISOString() ?? null, executeBy: record.executeBy?.toISOString() ?? null, outcome: outcomeOf(record),
  })
}

/** Requests of one view by key: what waits oldest first, the rest newest first. Throws forbidden. */
export async function listRequests(ctx: ServiceContext, view: ApprovalsView, after: string | undefined): Promise<{ rows: RequestRow[]; next: string | null }> {
  await authorize(ctx, 'read')
  const { id } = ctx.actor
  const cursor = decodeCursor(after)
  const waits = view === 'for-you'
  const past = cursor ? (waits ? { gt: new Date(cursor.at) } : { lt: new Date(cursor.at) }) : null
  const same = cursor ? { requestedAt: new Date(cursor.at), id: waits ? { gt: cursor.id } : { lt: cursor.id } } : null
  const rows = await ctx.db.prisma.recoveryRequest.findMany({
    where: {
      AND: [
        view === 'for-you' ? { OR: [{ state: 'pending', approveBy: { gt: ctx.now } }, { state: 'approved' }], requesterId: { not: id ?? '' } } : view === 'asked' ? { requesterId: id ?? '' } : { state: { notIn: ['pending', 'approved'] } },
        past && same ? { OR: [{ requestedAt: past }, same] } : {},
      ],
    },
    orderBy: waits ? [{ requestedAt: 'asc' }, { id: 'asc' }] : [{ requestedAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    include: REQUEST_INCLUDE,
  })
  const page = pageOf(rows, ({ requestedAt, id: rowId }) => ({ at: requestedAt.toISOString(), id: rowId }), PAGE)
  return { rows: page.rows.map((row) => toRow(row, id)), next: page.next }
}

/** How much waits for this agent, for the frame of every page: requests and bulks to answer, and callers to vouch for. */
export async function countWaiting(ctx: ServiceContext): Promise<number> {
  await authorize(ctx, 'read')
  const { id } = ctx.actor
  const [requests, bulks, asked] = await Promise.all([
    ctx.db.prisma.recoveryRequest.count({ where: { state: 'pending', approveBy: { gt: ctx.now }, requesterId: { not: id ?? '' } } }),
    ctx.db.prisma.bulk.count({ where: { state: 'pending', approveBy: { gt: ctx.now }, agentId: { not: id ?? '' } } }),
    ctx.db.prisma.verification.count({ where: { colleagueId: id ?? '', state: 'open', endsAt: { gt: ctx.now } } }),
  ])
  return requests + bulks + asked
}

import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { listPatternsSchema, PATTERN_STATES, type PatternItem, type PatternState } from './schema'
import { signatureWords } from './signature'

/** The look-out runs every minute; what it has not seen for an hour is over. */
export const OVER_MS = 3_600_000

export const stateOf = (state: string): PatternState => PATTERN_STATES.find((known) => known === state) ?? 'found'

/** Patterns that go on, or that are over, those seen last first, by key; with the open tickets of each. */
export async function listPatterns(ctx: ServiceContext, input: unknown): Promise<{ rows: PatternItem[]; next: string | null; view: 'now' | 'over' }> {
  await authorize(ctx, 'read')
  const { view, after } = listPatternsSchema.parse(input)
  const { prisma } = ctx.db
  const cursor = decodeCursor(after)
  const since = new Date(ctx.now.getTime() - OVER_MS)
  const found = await prisma.pattern.findMany({
    where: { AND: [{ seenAt: view === 'now' ? { gte: since } : { lt: since } }, cursor ? { OR: [{ seenAt: { lt: new Date(cursor.at) } }, { seenAt: new Date(cursor.at), id: { lt: cursor.id } }] } : {}] },
    orderBy: [{ seenAt: 'desc' }, { id: 'desc' }], take: PAGE_SIZE + 1,
    include: {
      updates: { where: { kind: 'said' }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 1, select: { text: true } },
      follows: { where: { agentId: ctx.actor.id ?? '' }, take: 1, select: { agentId: true } },
      _count: { select: { follows: true } },
    },
  })
  const { rows, next } = pageOf(found, ({ seenAt, id }) => ({ at: seenAt.toISOString(), id }))
  const tickets = await prisma.ticket.groupBy({ by: ['signature'], where: { signature: { in: rows.map(({ signature }) => signature) }, status: { in: ['open', 'waiting'] } }, _count: true })
  const count = new Map(tickets.map(({ signature, _count }) => [signature, _count]))
  return {
    view,
    next,
    // Within a page the largest comes first.
    rows: rows.sort((a, b) => b.people - a.people).map(({ id, environment, signature, state, people, usual, firstSeenAt, seenAt, updates, follows, _count, ...rest }) => ({
      id, environment, words: signatureWords({ environment, ...rest }), state: stateOf(state), people, usual, firstSeenAt: firstSeenAt.toISOString(), seenAt: seenAt.toISOString(), tickets: count.get(signature) ?? 0, lastUpdate: updates[0]?.text ?? null, follows: follows.length > 0, followers: _count.follows,
    })),
  }
}

/** `note`: what to tell those who call. */
export type PatternLink = { id: string; state: PatternState; note: string | null }

/** The pattern that each signature belongs to now: for the tickets that carry it. */
export async function patternsOf({ db, now }: ServiceContext, signatures: readonly string[]): Promise<Map<string, PatternLink>> {
  if (signatures.length === 0) return new Map()
  const rows = await db.prisma.pattern.findMany({ where: { signature: { in: [...signatures] }, seenAt: { gt: new Date(now.getTime() - 24 * OVER_MS) } }, orderBy: { seenAt: 'asc' }, select: { id: true, signature: true, state: true, note: true } })
  return new Map(rows.map(({ id, signature, state, note }) => [signature, { id, state: stateOf(state), note }]))
}

import { AppError } from '@/lib/core/errors'
import { maskView } from '@/lib/core/mask'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { leadingCause } from './leading-cause'
import { stateOf } from './list-patterns'
import { peopleSchema } from './schema'
import { suspectChange } from './suspect-change'
import { testTraits } from './trait-tests'
import { samplePeople } from './traits-of'
import { countHit, listHit, spanOf } from './who-is-hit'

/** Tickets and updates that are shown at once; the queue and the audit hold the rest. */
const TICKETS = 20
const UPDATES = 30

/**
 * A pattern: who is hit and what became of them, what sets them apart, the tickets, the change that it began with, and
 * what was said of it. Everything is counted anew from the log. Throws AppError: forbidden, not_found.
 */
export async function getPattern(ctx: ServiceContext, id: string, input: unknown) {
  await authorize(ctx, 'read')
  const { after } = peopleSchema.parse(input)
  const { db, now } = ctx
  const pattern = /^[0-9a-f-]{36}$/i.test(id) ? await db.prisma.pattern.findUnique({ where: { id }, include: { updates: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: UPDATES }, follows: { where: { agentId: ctx.actor.id ?? '' }, take: 1, select: { agentId: true } }, _count: { select: { follows: true } } } }) : null
  if (!pattern) throw new AppError('not_found', 'There is no such pattern.')
  const { environment, signature, firstSeenAt } = pattern
  const span = spanOf(firstSeenAt, now)
  const [counts, people, sample, tickets, suspect] = await Promise.all([
    countHit(db, pattern, span),
    listHit(db, pattern, span, after),
    samplePeople(db, environment, pattern, null, span.from, now),
    db.prisma.ticket.findMany({
      where: { signature, environment }, orderBy: [{ status: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }], take: TICKETS + 1,
      select: { number: true, subject: true, status: true, step: true, cause: true, confidence: true, createdAt: true, assignee: { select: { name: true } } },
    }),
    suspectChange(ctx, pattern),
  ])
  return {
    pattern: { ...pattern, state: stateOf(pattern.state) },
    follows: pattern.follows.length > 0,
    followers: pattern._count.follows,
    span,
    counts,
    people,
    traits: maskView(testTraits(sample.hit, sample.others)),
    compared: { hit: sample.hit.length, others: sample.others.length },
    tickets: maskView(tickets.slice(0, TICKETS)),
    moreTickets: tickets.length > TICKETS,
    cause: leadingCause(tickets),
    suspect,
  }
}

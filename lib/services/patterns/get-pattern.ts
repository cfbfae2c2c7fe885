import { AppError } from '@/lib/core/errors'
import { maskView } from '@/lib/core/mask'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { stateOf } from './list-patterns'
import { peopleSchema } from './schema'
import { suspectChange } from './suspect-change'
import { testTraits } from './trait-tests'
import { samplePeople } from './traits-of'
import { countHit, listHit } from './who-is-hit'

/** Tickets and updates that are shown at once; the queue and the audit hold the rest. */
const TICKETS = 20
const UPDATES = 30
/** A pattern that goes on longer is counted over its last weeks. */
const LONGEST = 14 * 86_400_000

/**
 * A pattern: who is hit and what became of them, what sets them apart, the tickets, the change that it began with, and
 * what was said of it. Everything is counted anew from the log. Throws AppError: forbidden, not_found.
 */
export async function getPattern(ctx: ServiceContext, id: string, input: unknown) {
  await authorize(ctx, 'read')
  const { after } = peopleSchema.parse(input)
  const { db, now } = ctx
  const pattern = /^[0-9a-f-]{36}$/i.test(id) ? await db.prisma.pattern.findUnique({ where: { id }, include: { updates: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: UPDATES } } }) : null
  if (!pattern) throw new AppError('not_found', 'There is no such pattern.')
  const { environment, signature, firstSeenAt } = pattern
  const span = { from: new Date(Math.max(firstSeenAt.getTime(), now.getTime() - LONGEST)), until: now }
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

/** The cause that most of the tickets were given, and the best confidence in it. */
function leadingCause(tickets: readonly { cause: string | null; confidence: number | null }[]): { slug: string; confidence: number } | null {
  const best = new Map<string, { count: number; confidence: number }>()
  for (const { cause, confidence } of tickets) {
    if (!cause || confidence === null) continue
    const known = best.get(cause) ?? { count: 0, confidence: 0 }
    best.set(cause, { count: known.count + 1, confidence: Math.max(known.confidence, confidence) })
  }
  const [first] = [...best].sort((a, b) => b[1].count - a[1].count || b[1].confidence - a[1].confidence)
  return first ? { slug: first[0], confidence: first[1].confidence } : null
}

import { causes } from '@/lib/causes'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import type { Reader } from '../context'
import { leadingCause } from '../patterns/leading-cause'
import { isAttack } from '../recoveries/rules'

const TICKETS = 100
const ATTACKS = causes.filter(({ nature }) => nature === 'attack').map(({ slug }) => slug)

export type PatternCause = { slug: string; attack: boolean }

/**
 * The cause that most of a pattern's tickets point at, where it is sure enough to be named; null where none is. It counts as
 * an attack where the verdict on any of them ever spoke of one.
 */
export async function patternCause(db: Reader, { signature, environment }: { signature: string; environment: string }): Promise<PatternCause | null> {
  const tickets = await db.ticket.findMany({ where: { signature, environment }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: TICKETS, select: { cause: true, confidence: true } })
  const cause = leadingCause(tickets)
  if (!cause || cause.confidence < NAMED_FROM) return null
  if (isAttack(cause.slug) || tickets.some((ticket) => isAttack(ticket.cause))) return { slug: cause.slug, attack: true }
  const before = await db.verdict.findFirst({ where: { ticket: { signature, environment }, OR: [{ cause: { in: ATTACKS } }, { result: { path: ['nature'], equals: 'attack' } }] }, select: { id: true } })
  return { slug: cause.slug, attack: before !== null }
}

import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { AROUND, USUAL } from './around'
import { effectOfEach } from './effect-of-each'
import { HOUR, readHours } from './hours'
import { lanesOf } from './lanes'
import { AUTH_RELEVANT } from './list-changes'
import { rankChanges } from './rank-changes'

/** Changes that are drawn, the newest that touch sign-in. */
const DRAWN = 40

type Listed = { id: string; at: Date; environment: string; service: string }

/**
 * What stands above and beside a page of changes: failures by reason with the changes on them, which change they began
 * with, and what followed each change of the page. Everything from one reading of the hourly counts. Which change comes
 * first is said for one environment, not for several at once.
 */
export async function overviewOf(ctx: ServiceContext, environments: readonly string[], from: Date, listed: readonly Listed[]) {
  await authorize(ctx, 'read')
  const [only] = environments
  const [hours, drawn] = await Promise.all([
    readHours(ctx.db, environments, new Date(from.getTime() - (AROUND + USUAL) * HOUR), ctx.now),
    ctx.db.prisma.change.findMany({
      where: { environment: { in: [...environments] }, at: { gte: from, lte: ctx.now }, relevance: { gte: AUTH_RELEVANT } },
      orderBy: [{ at: 'desc' }, { id: 'desc' }], take: DRAWN,
      select: { id: true, at: true, environment: true, service: true, from: true, to: true, summary: true, review: { select: { state: true } } },
    }),
  ])
  const ranked = only !== undefined && environments.length === 1 ? await rankChanges(ctx, hours, only, from) : []
  const effects = effectOfEach(hours, listed, ctx.now)
  const missing = ranked.filter(({ id }) => !drawn.some((change) => change.id === id))
  const place = new Map(ranked.map(({ id }, index) => [id, index + 1]))
  return { lanes: lanesOf(hours, from, [...drawn, ...missing], (id) => place.get(id) ?? null, (id) => place.has(id)), ranked, effects, drawn: drawn.length }
}

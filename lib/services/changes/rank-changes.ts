import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { judged } from './around'
import { sharesInterval } from './compare-rates'
import { ENDED, HOUR, hourOf, type Hours } from './hours'
import type { EffectItem } from './schema'
import { testOf, type Stretch } from './scan'
import { scanned, usualOf, weigh, type Minute } from './weigh-changes'

/** Changes that are looked at in one window, those that touch sign-in most first. */
const MOST = 60
/** Hours that are read minute by minute: those in which the likeliest changes fell. */
const FINE = 4
const SHOWN = 6

const SELECT = { id: true, at: true, service: true, environment: true, kind: true, from: true, to: true, summary: true, author: true, relevance: true, review: { select: { state: true } } } as const

async function candidatesOf(db: Database, environment: string, from: Date, until: Date) {
  return db.prisma.change.findMany({ where: { environment, at: { gte: from, lte: until } }, orderBy: [{ relevance: 'desc' }, { at: 'desc' }], take: MOST, select: SELECT })
}

export type Candidate = Awaited<ReturnType<typeof candidatesOf>>[number]
export type Ranked = Candidate & { effect: EffectItem; reason: string | null; reasons: string[]; ownService: boolean; until: Date | null }

/**
 * Which change of a window did the failures begin with? Each change is weighed by how much the failures from it on stand
 * out from all other time (see scan.ts), whether of its own service or of all, of one reason or of all, and by how far it
 * touches sign-in. Only changes that a rise followed are given, the likeliest first, at most six. `hours` must reach a
 * week further back than the window. Two troubles of one window each have their beginning.
 */
export async function rankChanges(ctx: ServiceContext, hours: Hours, environment: string, from: Date): Promise<Ranked[]> {
  await authorize(ctx, 'read')
  const candidates = await candidatesOf(ctx.db, environment, from, ctx.now)
  if (candidates.length === 0) return []
  const series = hours.series.filter((one) => one.environment === environment)
  const usual = usualOf(series, hours)
  const services = new Set(candidates.map(({ service }) => service))
  // By whole hours first, each change with the hour in which it fell: which hours are worth reading.
  const coarse = scanned(series, hours, services, usual)
  const within = weigh(coarse, candidates, ({ at }) => hourOf(at)).filter(({ candidate }) => candidate.at.getTime() % HOUR !== 0)
  const minutes = await readMinutes(ctx.db, environment, [...new Set(within.map(({ candidate }) => hourOf(candidate.at)))].slice(0, FINE))
  const weighed = weigh(minutes.size ? scanned(series, hours, services, usual, minutes) : coarse, candidates)
  return judged(weighed.map(({ candidate, stretch, reasons }) => ({ ...itemOf(stretch), change: candidate, stretch, reasons })))
    .filter(({ finding }) => finding === 'rise')
    .slice(0, SHOWN)
    .map(({ change, stretch, reasons, ...effect }) => ({
      ...change,
      effect: { ...effect, interval: sharesInterval(effect.before, effect.after, stretch.effect) },
      reason: stretch.reason, reasons, ownService: stretch.service !== null,
      until: isOver(stretch.until, ctx.now) ? new Date(stretch.until) : null,
    }))
}

/** Too little of the last hour is known to say that it is over. */
const isOver = (until: number, now: Date) => now.getTime() - until >= HOUR

const itemOf = (stretch: Stretch) => ({ title: stretch.reason ?? 'All reasons', before: stretch.outside, after: stretch.inside, by: 'sign-ins' as const, interval: null, ...testOf(stretch) })

/** Hours minute by minute, from the records: at most four of one environment, each a range of the index. */
async function readMinutes(db: Database, environment: string, hours: readonly number[]): Promise<Map<number, Minute[]>> {
  const read = hours.map(async (hour) => {
    const { rows } = await db.pool.query<Minute>(
      `SELECT coalesce(service, '') AS service, reason, outcome = 'failure' AS failing, extract(minute FROM at)::int AS minute, count(*)::int AS count
         FROM auth_event WHERE environment = $1 AND at >= $2 AND at < $3 AND ${ENDED} GROUP BY 1, 2, 3, 4`,
      [environment, new Date(hour), new Date(hour + HOUR)],
    )
    return [hour, rows] as const
  })
  return new Map((await Promise.all(read)).filter(([, rows]) => rows.length > 0))
}

import type { Database } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { countMinutes, MINUTES, minutesBack, MOST, readNewest, type Arrival } from './read-newest'
import { liveInput, type Live, type Minute } from './schema'

/** How long what was read serves everybody who asks the same. */
const ROWS_MS = 2_000
const MINUTES_MS = 5_000
/** Minutes that are counted anew each time: records come in late. */
const UNSETTLED = 6
/** Filters that are kept at a time; the one that was read longest ago goes. */
const KEPT = 40
/** A record is seen when its transaction ends, which is after its time of receipt: what came so shortly before is told again, and the page knows it by its id. */
const OVERLAP_MS = 10_000

type Reading<T> = { at: number; value: Promise<T> }
type Feed = { rows: Map<string, Reading<Arrival[]>>; minutes: Map<string, Reading<Minute[]>> }
const feeds = new WeakMap<Database, Feed>()

function feedOf(db: Database): Feed {
  const feed = feeds.get(db) ?? { rows: new Map(), minutes: new Map() }
  feeds.set(db, feed)
  return feed
}

/** One query for all who ask within a moment. A failure is not kept. */
function shared<T>(kept: Map<string, Reading<T>>, key: string, now: number, forMs: number, read: (before: Promise<T> | null) => Promise<T>): Promise<T> {
  const before = kept.get(key)
  if (before && now - before.at < forMs && now >= before.at) return before.value
  const value = read(before?.value ?? null)
  kept.delete(key)
  kept.set(key, { at: now, value })
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(oldest)
  value.catch(() => kept.get(key)?.value === value && kept.delete(key))
  return value
}

/** Settled minutes are kept as they were counted; the latest are counted anew. */
async function latestMinutes(db: Database, environment: string | null, now: Date, before: Promise<Minute[]> | null): Promise<Minute[]> {
  const known = await before?.catch(() => []) ?? []
  const [oldest, unsettled] = [minutesBack(now, MINUTES - 1), minutesBack(now, UNSETTLED)]
  const reaches = known.some(({ at }) => Date.parse(at) >= unsettled.getTime())
  const from = reaches ? unsettled : oldest
  const fresh = await countMinutes(db, environment, from, now)
  return [...known.filter(({ at }) => reaches && Date.parse(at) >= oldest.getTime() && Date.parse(at) < from.getTime()), ...fresh]
}

/**
 * The records that came in since a time, under the filters of the list, and the last 60 minutes by minute: for pages that
 * follow. However many follow, the database is asked once in two seconds for each outcome and environment. Without `since`
 * there are no rows, only where to go on from.
 */
export async function followEvents(ctx: ServiceContext, input: unknown): Promise<Live> {
  await authorize(ctx, 'read')
  const { environment, outcome, reason, format, since } = liveInput.parse(input)
  const [place, kind, now] = [environment ?? null, outcome === 'any' ? null : outcome, ctx.now.getTime()]
  const feed = feedOf(ctx.db)
  const [newest, minutes] = await Promise.all([
    since ? shared(feed.rows, JSON.stringify([place, kind]), now, ROWS_MS, () => readNewest(ctx.db, place, kind, ctx.now)) : [],
    shared(feed.minutes, JSON.stringify(place), now, MINUTES_MS, (before) => latestMinutes(ctx.db, place, ctx.now, before)),
  ])
  const after = Date.parse(since ?? '') - OVERLAP_MS
  const arrived = newest.filter(({ receivedAt }) => receivedAt > after)
  const rows = arrived.filter((row) => (!reason || row.reason === reason) && (!format || row.format === format)).map(({ receivedAt: _, ...row }) => row)
  // All that was looked at is new: there may be more behind it.
  return { rows, more: arrived.length >= MOST, since: ctx.now.toISOString(), minutes }
}

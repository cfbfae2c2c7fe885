import type { Database } from '@/lib/db/client'

const DAY = 86_400_000
/** Without a last good sign-in, this far back from the first failure. */
const UNKNOWN_START = 7 * DAY
/** A deploy's own time and the first failure's may be off by some minutes. */
const SLACK = 10 * 60_000
const MOST = 60

export type ChangeWindow = { from: Date; until: Date; lastWorked: Date | null; firstFailed: Date | null }

/** The time in which the cause must have come in: from the last good sign-in to the first failure. */
export function changeWindow(lastWorked: Date | null, firstFailed: Date | null, reported: Date): ChangeWindow {
  const end = firstFailed ?? reported
  const start = lastWorked && lastWorked < end ? lastWorked : new Date(end.getTime() - UNKNOWN_START)
  return { from: new Date(start.getTime() - SLACK), until: new Date(end.getTime() + SLACK), lastWorked, firstFailed }
}

/** The changes of a window, the most relevant for sign-in first. */
export async function changesInWindow(db: Database, environment: string, window: ChangeWindow) {
  return db.prisma.change.findMany({
    where: { environment, at: { gte: window.from, lte: window.until } },
    orderBy: [{ relevance: 'desc' }, { at: 'desc' }],
    take: MOST,
  })
}

export type RankedChange = Awaited<ReturnType<typeof changesInWindow>>[number] & { score: number }

/**
 * Ranked by how far sign-ins depend on it and by how near it lies before the first failure. A change half a week away
 * counts half of one just before.
 */
export function rankChanges(changes: Awaited<ReturnType<typeof changesInWindow>>, firstFailed: Date | null): RankedChange[] {
  const HALF = 3.5 * DAY
  return changes
    .map((change) => {
      const distance = firstFailed ? Math.max(0, firstFailed.getTime() - change.at.getTime()) : 0
      const score = Math.round(change.relevance * (0.4 + 0.6 * 0.5 ** (distance / HALF)))
      return { ...change, score }
    })
    .sort((a, b) => b.score - a.score || b.at.getTime() - a.at.getTime())
}

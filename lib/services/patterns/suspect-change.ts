import { AROUND, USUAL } from '../changes/around'
import { HOUR, readHours } from '../changes/hours'
import { rankChanges as rankByRise } from '../changes/rank-changes'
import type { EffectItem } from '../changes/schema'
import type { ServiceContext } from '../context'
import { changesInWindow, changeWindow, rankChanges as rankByRelevance, type RankedChange } from '../tickets/changes-of-ticket'

/** Clocks may be off by some minutes, and a failure may be logged before its change is. */
const SLACK = 10 * 60_000

export type Suspect = Pick<RankedChange, 'id' | 'at' | 'kind' | 'service' | 'environment' | 'from' | 'to' | 'summary' | 'author' | 'relevance' | 'score'> & { reasons: string[]; effect: EffectItem | null }

/**
 * The change that a pattern most likely began with: the likeliest of the week before whose rise is of the pattern's own
 * reason; where the counts single none out, the one that touches sign-in most and lies nearest before. Null without changes.
 */
export async function suspectChange(ctx: ServiceContext, { environment, reason, firstSeenAt }: { environment: string; reason: string; firstSeenAt: Date }): Promise<Suspect | null> {
  const window = changeWindow(null, firstSeenAt, firstSeenAt)
  const changes = rankByRelevance(await changesInWindow(ctx.db, environment, window), firstSeenAt)
  if (changes.length === 0) return null
  const hours = await readHours(ctx.db, [environment], new Date(window.from.getTime() - (AROUND + USUAL) * HOUR), ctx.now)
  const risen = (await rankByRise(ctx, hours, environment, window.from)).find((ranked) => ranked.reason === reason && ranked.at.getTime() <= firstSeenAt.getTime() + SLACK)
  const chosen = changes.find(({ id }) => id === risen?.id) ?? changes[0]
  return chosen ? { ...chosen, reasons: chosen.relevanceReasons, effect: chosen.id === risen?.id ? risen.effect : null } : null
}

import { recoveries } from '@/lib/recoveries'
import { authorize, may } from '../authorize'
import type { ServiceContext } from '../context'
import { readGuards } from '../recoveries/guards'
import { decideBulk } from '../recoveries/policy'
import { roleRefusal } from '../recoveries/rules'
import { fitsBulk } from './fits-bulk'
import { patternCause } from './pattern-cause'
import type { BulkOption } from './schema'

type Hit = { people: number; in: number; locked: number }

/** The recoveries that may be prepared for all people of a pattern, as far as its figures tell; who of them it would change is found out when it is prepared. Throws forbidden. */
export async function bulkOptions(ctx: ServiceContext, pattern: { signature: string; environment: string }, hit: Hit): Promise<{ named: boolean; attack: boolean; options: BulkOption[] }> {
  await authorize(ctx, 'read')
  const cause = await patternCause(ctx.db.prisma, pattern)
  const guards = await readGuards(ctx.db.prisma, false)
  const still = hit.people - hit.in
  const options = recoveries.flatMap((recovery): BulkOption[] => {
    const { action, title, verb, consequence } = recovery
    if (!fitsBulk(action, cause)) return []
    const about = action === 'unlock_account' ? hit.locked : still
    const { base, tier, refused } = decideBulk(action, about, { elevatedThreat: guards.elevated_threat, stopped: guards.kill_switch, attack: cause?.attack ?? false })
    const whyNot = refused ?? roleRefusal(ctx, action, true) ?? (about < 2 ? (action === 'unlock_account' ? 'Not two of them are locked' : 'Not two of them are still out') : null)
    return [{ action, title, verb, consequence, base, tier, whyNot }]
  })
  return { named: cause !== null, attack: cause?.attack ?? false, options: may(ctx.actor, 'ticket:write') ? options : options.map((option) => ({ ...option, whyNot: option.whyNot ?? 'Viewers look and change nothing.' })) }
}

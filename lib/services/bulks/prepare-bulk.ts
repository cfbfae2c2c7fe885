import { AppError } from '@/lib/core/errors'
import { idAt } from '@/lib/core/ids'
import { recoveryOf } from '@/lib/recoveries'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { readGuards } from '../recoveries/guards'
import { decideBulk } from '../recoveries/policy'
import { fitsBulk } from './fits-bulk'
import { patternCause } from './pattern-cause'
import { planBulk } from './plan-bulk'
import { prepareInput } from './schema'

/** Minutes for which a preview may be asked for: an outage moves on. */
export const PREPARED_MINUTES = 15

/**
 * Looks at everybody of a pattern and keeps whom one recovery would change, and whom not and why, as the preview that can be
 * asked for. Changes no account. Returns the bulk's id. Throws AppError: forbidden (audited by role), not_found, invalid,
 * conflict where fewer than two would be changed.
 */
export async function prepareBulk(ctx: ServiceContext, given: unknown): Promise<string> {
  const { patternId, action } = prepareInput.parse(given)
  await authorize(ctx, `recover:${action}`, { kind: 'pattern', id: patternId })
  const { db, actor, now } = ctx
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Recoveries are for people.')
  const pattern = await db.prisma.pattern.findUnique({ where: { id: patternId } })
  if (!pattern) throw new AppError('not_found', 'There is no such pattern.')
  const cause = await patternCause(db.prisma, pattern)
  if (!cause || !fitsBulk(action, cause)) throw new AppError('invalid', cause ? 'It does not fit what the tickets of this pattern point at.' : 'No ticket of this pattern points at a cause yet.')
  const guards = await readGuards(db.prisma, false)
  const facts = { elevatedThreat: guards.elevated_threat, stopped: guards.kill_switch, attack: cause.attack }
  const { refused } = decideBulk(action, 2, facts)
  if (refused) throw new AppError('forbidden', refused)
  const { persons, people, beyond, planHash } = await planBulk(ctx, actor, pattern, action)
  if (people < 2) throw new AppError('conflict', people === 0 ? `${recoveryOf(action).title}: nobody of them needs it, or may get it with others. Nothing was prepared.` : 'Only one of them is left: do it on their ticket. Nothing was prepared.')
  const { base, tier } = decideBulk(action, people, facts)
  const id = idAt(now.getTime())
  await db.prisma.$transaction(async (tx) => {
    await tx.bulk.create({ data: { id, patternId, action, cause: cause.slug, base, tier, people, beyond, planHash, agentId: actor.id, preparedAt: now, expiresAt: new Date(now.getTime() + PREPARED_MINUTES * 60_000) }, select: { id: true } })
    await tx.bulkPerson.createMany({ data: persons.map((person) => ({ bulkId: id, ...person })) })
  })
  return id
}

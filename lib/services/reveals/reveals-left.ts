import { may } from '../authorize'
import { leftOf } from '../budgets'
import type { ServiceContext } from '../context'

/** "17 of 20 reveals left this hour", or null for who may not reveal. */
export async function revealsLeft(ctx: ServiceContext): Promise<string | null> {
  if (!may(ctx.actor, 'ticket:write')) return null
  const { left, limit } = await leftOf(ctx, 'reveal')
  return `${left} of ${limit} reveals left this hour`
}

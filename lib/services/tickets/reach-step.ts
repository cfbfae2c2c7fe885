import { STEPS } from '@/lib/evidence/vocabulary'
import { may } from '../authorize'
import type { ServiceContext } from '../context'
import { stepSchema } from './schema'

/** Remembers which steps were opened, and the furthest. No fact of the ticket, so it is neither versioned nor audited. */
export async function reachStep(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, step } = stepSchema.parse(input)
  if (!may(ctx.actor, 'ticket:write')) return
  const earlier = STEPS.slice(0, STEPS.indexOf(step))
  const { ticket } = ctx.db.prisma
  await ticket.updateMany({ where: { number, NOT: { stepsOpened: { has: step } } }, data: { stepsOpened: { push: step } } })
  await ticket.updateMany({ where: { number, step: { in: [...earlier] } }, data: { step } })
}

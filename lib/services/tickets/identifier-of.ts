import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

/** What the person of a ticket signs in with, whole: to search by on the server, never for a page. */
export async function identifierOf(ctx: ServiceContext, number: number): Promise<string | null> {
  await authorize(ctx, 'read')
  const ticket = await ctx.db.prisma.ticket.findUnique({ where: { number }, select: { identifier: true } })
  return ticket?.identifier ?? null
}

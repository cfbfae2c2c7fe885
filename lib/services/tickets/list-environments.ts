import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

/** Every environment, production first. */
export async function listEnvironments(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  return ctx.db.prisma.environment.findMany({ orderBy: [{ rank: 'asc' }, { name: 'asc' }], take: 50 })
}

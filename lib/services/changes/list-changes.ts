import { z } from 'zod'
import { filterText } from '@/lib/core/filter-text'
import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { CHANGE_KINDS } from '@/lib/evidence/vocabulary'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

export const listChangesSchema = z.object({
  environment: filterText(60),
  service: filterText(100),
  kind: z.enum(CHANGE_KINDS).optional().catch(undefined),
  /** Only what touches sign-in. */
  auth: z.enum(['yes', 'all']).catch('all'),
  after: filterText(300),
})

/** From this relevance on a change counts as touching sign-in. */
export const AUTH_RELEVANT = 40

/** Changes, newest first, by key. */
export async function listChanges(ctx: ServiceContext, input: unknown) {
  await authorize(ctx, 'read')
  const { environment, service, kind, auth, after } = listChangesSchema.parse(input)
  const cursor = decodeCursor(after)
  const rows = await ctx.db.prisma.change.findMany({
    where: {
      AND: [
        environment ? { environment } : {},
        service ? { service } : {},
        kind ? { kind } : {},
        auth === 'yes' ? { relevance: { gte: AUTH_RELEVANT } } : {},
        cursor ? { OR: [{ at: { lt: new Date(cursor.at) } }, { at: new Date(cursor.at), id: { lt: cursor.id } }] } : {},
      ],
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: PAGE_SIZE + 1,
    include: { _count: { select: { marks: { where: { state: 'suspect' } } } } },
  })
  return pageOf(rows, ({ at, id }) => ({ at: at.toISOString(), id }))
}

/** The services and environments that the filters offer. */
export async function changeFilters(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  const [services, environments] = await Promise.all([
    ctx.db.prisma.service.findMany({ orderBy: { name: 'asc' }, take: 200, select: { name: true } }),
    ctx.db.prisma.environment.findMany({ orderBy: [{ rank: 'asc' }, { name: 'asc' }], take: 50, select: { name: true } }),
  ])
  return { services: services.map(({ name }) => name), environments: environments.map(({ name }) => name) }
}

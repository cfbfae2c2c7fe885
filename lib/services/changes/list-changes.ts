import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { listChangesSchema } from './schema'

/** From this relevance on a change counts as touching sign-in. */
export const AUTH_RELEVANT = 40

/** Changes, newest first, by key. */
export async function listChanges(ctx: ServiceContext, input: unknown) {
  await authorize(ctx, 'read')
  const { environment, service, kind, auth, review, after } = listChangesSchema.parse(input)
  const cursor = decodeCursor(after)
  const rows = await ctx.db.prisma.change.findMany({
    where: {
      AND: [
        environment ? { environment } : {},
        service ? { service } : {},
        kind ? { kind } : {},
        auth === 'yes' ? { relevance: { gte: AUTH_RELEVANT } } : {},
        review === 'open' ? { review: { is: null }, relevance: { gte: AUTH_RELEVANT } } : review ? { review: { is: { state: review } } } : {},
        cursor ? { OR: [{ at: { lt: new Date(cursor.at) } }, { at: new Date(cursor.at), id: { lt: cursor.id } }] } : {},
      ],
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: PAGE_SIZE + 1,
    include: { review: { select: { state: true, note: true, agentName: true, at: true } }, _count: { select: { marks: { where: { state: 'suspect' } } } } },
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

/** The newest change that touches sign-in and of which nobody has said anything; null where there is none. */
export async function nextToReview(ctx: ServiceContext, environment: string | undefined, besides?: string): Promise<string | null> {
  await authorize(ctx, 'read')
  const { environment: within } = listChangesSchema.parse({ environment })
  const next = await ctx.db.prisma.change.findFirst({
    where: { ...(within ? { environment: within } : {}), ...(besides ? { id: { not: besides } } : {}), at: { lte: ctx.now }, relevance: { gte: AUTH_RELEVANT }, review: { is: null } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }], select: { id: true },
  })
  return next?.id ?? null
}

import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { diffSchema, keysOf } from './diff'
import { effectOfChange } from './effect-of-change'
import { pathPrefixOf } from './lessons'
import { rollBackAdvice } from './roll-back-advice'
import { traitsOfChange } from './traits-of-change'

/** Changes of the same service that the advice looks at, on either side. */
const NEAR = 12

/**
 * A change with what it changed, the versions that run now, the tickets that suspect it, what was said of it, failures
 * before and after with the traits that they share, what going back would mean, and what was taught of changes like it.
 */
export async function getChange(ctx: ServiceContext, id: string) {
  await authorize(ctx, 'read')
  const { db } = ctx
  const change = z.uuid().safeParse(id).success
    ? await db.prisma.change.findUnique({
        where: { id },
        include: { review: true, marks: { include: { ticket: { select: { number: true, subject: true, status: true } } }, orderBy: { at: 'desc' }, take: 30 } },
      })
    : null
  if (!change) throw new AppError('not_found', 'There is no such change.')
  const { service, environment, at } = change
  const pathPrefix = pathPrefixOf(change.paths)
  const [lesson, versions, effect, traits, before, later] = await Promise.all([
    db.prisma.relevanceLesson.findUnique({ where: { service_kind_pathPrefix: { service, kind: change.kind, pathPrefix } }, select: { touches: true, agentName: true, at: true } }),
    db.pool.query<{ environment: string; version: string | null; at: Date }>(
      `SELECT DISTINCT ON (environment) environment, to_version AS version, at FROM change
        WHERE service = $1 AND kind IN ('deploy', 'rollback') ORDER BY environment, at DESC`,
      [service],
    ),
    effectOfChange(ctx, change),
    traitsOfChange(ctx, change),
    db.prisma.change.findMany({ where: { service, environment, at: { lt: at } }, orderBy: { at: 'desc' }, take: NEAR }),
    db.prisma.change.findMany({ where: { service, environment, at: { gt: at, lte: ctx.now } }, orderBy: { at: 'asc' }, take: NEAR }),
  ])
  const step = (one: typeof later[number]) => ({ ...one, keys: keysOf(one.diff) })
  const advice = rollBackAdvice({ ...change, keys: keysOf(change.diff) }, before.map(step), later.map(step))
  return { change, pathPrefix, lesson, diff: diffSchema.parse(change.diff), versions: versions.rows, effect, traits, advice }
}

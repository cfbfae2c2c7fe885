import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { pathPrefixOf } from './lessons'

const HOUR = 3_600_000
const WINDOW = 24 * HOUR

export const diffSchema = z.array(z.object({ key: z.string(), before: z.string().nullish(), after: z.string().nullish(), secret: z.boolean().default(false) })).catch([])
export type DiffLine = z.infer<typeof diffSchema>[number]

/** A change with what it changed, the versions that run now, the tickets that suspect it, failures before and after, and what was taught of changes like it. */
export async function getChange(ctx: ServiceContext, id: string) {
  await authorize(ctx, 'read')
  const { db, now } = ctx
  const change = z.uuid().safeParse(id).success
    ? await db.prisma.change.findUnique({ where: { id }, include: { marks: { include: { ticket: { select: { number: true, subject: true, status: true } } }, take: 30 } } })
    : null
  if (!change) throw new AppError('not_found', 'There is no such change.')
  // A change that is announced for later has no hours after it yet.
  const until = new Date(Math.max(change.at.getTime(), Math.min(now.getTime(), change.at.getTime() + WINDOW)))
  const pathPrefix = pathPrefixOf(change.paths)
  const [lesson, versions, effect] = await Promise.all([
    db.prisma.relevanceLesson.findUnique({ where: { service_kind_pathPrefix: { service: change.service, kind: change.kind, pathPrefix } }, select: { touches: true, agentName: true, at: true } }),
    db.pool.query<{ environment: string; version: string | null; at: Date }>(
      `SELECT DISTINCT ON (environment) environment, to_version AS version, at FROM change
        WHERE service = $1 AND kind IN ('deploy', 'rollback') ORDER BY environment, at DESC`,
      [change.service],
    ),
    db.pool.query<{ reason: string; before: number; after: number }>(
      `SELECT reason, coalesce(sum(count) FILTER (WHERE hour < $2), 0)::int AS before, coalesce(sum(count) FILTER (WHERE hour >= $2), 0)::int AS after
         FROM event_hour WHERE environment = $1 AND outcome = 'failure' AND hour >= $2::timestamptz - ($3::timestamptz - $2::timestamptz) AND hour < $3
        GROUP BY reason ORDER BY abs(coalesce(sum(count) FILTER (WHERE hour >= $2), 0) - coalesce(sum(count) FILTER (WHERE hour < $2), 0)) DESC LIMIT 8`,
      [change.environment, change.at, until],
    ),
  ])
  return { change, pathPrefix, lesson, diff: diffSchema.parse(change.diff), versions: versions.rows, effect: effect.rows, hours: (until.getTime() - change.at.getTime()) / HOUR }
}

import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { diffSchema } from './diff'
import { lessonFor, pathPrefixOf } from './lessons'
import { authRelevance } from './relevance'

export const teachRelevanceSchema = z.object({ id: z.uuid(), touches: z.enum(['yes', 'no', 'forget']) })

/**
 * Teaches from one change whether those like it touch sign-in: of its service and kind, under the folder that its paths
 * share. Counts for it at once and for all that come later. Throws AppError('not_found').
 */
export async function teachRelevance(ctx: ServiceContext, input: unknown): Promise<void> {
  await authorize(ctx, 'change:write')
  const { id, touches } = teachRelevanceSchema.parse(input)
  await ctx.db.prisma.$transaction(async (tx) => {
    const change = await tx.change.findUnique({ where: { id }, include: { serviceRef: { select: { onSignInPath: true } } } })
    if (!change) throw new AppError('not_found', 'There is no such change.')
    const { service, kind, paths } = change
    const known = { ...change, diff: diffSchema.parse(change.diff), onSignInPath: change.serviceRef.onSignInPath }
    const key = { service, kind, pathPrefix: pathPrefixOf(paths) }
    const where = { service_kind_pathPrefix: key }
    const before = await tx.relevanceLesson.findUnique({ where })
    if (touches === 'forget') await tx.relevanceLesson.deleteMany({ where: key })
    else {
      const lesson = { touches: touches === 'yes', reasons: authRelevance(known).reasons, changeId: id, agentId: ctx.actor.id, agentName: ctx.actor.name, at: ctx.now }
      await tx.relevanceLesson.upsert({ where, create: { id: newId(), ...key, ...lesson }, update: lesson })
    }
    const lessons = await tx.relevanceLesson.findMany({ where: { service, kind } })
    const { score, reasons } = authRelevance(known, lessonFor(lessons, paths))
    await tx.change.update({ where: { id }, data: { relevance: score, relevanceReasons: reasons } })
    await writeAudit(tx, ctx, {
      action: 'change.teach', outcome: 'done', target: { kind: 'change', id, name: `${service} ${change.to ?? kind}` },
      before: { touches: before === null ? null : before.touches, relevance: change.relevance }, after: { ...key, touches: touches === 'forget' ? null : touches === 'yes', relevance: score },
    })
  })
}

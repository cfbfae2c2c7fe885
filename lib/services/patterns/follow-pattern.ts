import { AppError } from '@/lib/core/errors'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { followSchema, seenSchema } from './schema'

/** Follows a pattern from now on, or no longer; twice is once. It is one's own reading list, so it is in no audit. Throws forbidden, not_found, invalid. */
export async function followPattern(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'read')
  const { patternId, follow } = followSchema.parse(given)
  const { actor, db, now } = ctx
  if (actor.kind !== 'agent') throw new AppError('forbidden', 'Patterns are followed by people.')
  if ((await db.prisma.pattern.count({ where: { id: patternId } })) === 0) throw new AppError('not_found', 'There is no such pattern.')
  if (follow === 'no') await db.prisma.patternFollow.deleteMany({ where: { patternId, agentId: actor.id } })
  else await db.prisma.patternFollow.createMany({ data: [{ patternId, agentId: actor.id, at: now, seenAt: now }], skipDuplicates: true })
}

/** Takes note of what is new about the patterns that one follows, or of one of them. Throws forbidden, invalid. */
export async function seeNews(ctx: ServiceContext, given: unknown): Promise<void> {
  await authorize(ctx, 'read')
  const { patternId } = seenSchema.parse(given)
  const { actor, db, now } = ctx
  if (actor.kind !== 'agent') return
  await db.prisma.patternFollow.updateMany({ where: { agentId: actor.id, ...(patternId ? { patternId } : {}) }, data: { seenAt: now } })
}

import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { maskText } from '@/lib/core/mask'
import { announce, byPrisma } from '../announcements/announce'
import { openChannels } from '../announcements/channels'
import { writeAudit } from '../audit/write-audit'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { followersOf } from './followers-of'
import { postUpdateSchema, type PatternState } from './schema'
import { signatureWords } from './signature'

const PATTERN_NEWS: Readonly<Record<PatternState, string>> = { found: 'Looked at again', cause_known: 'The cause is known', fixing: 'A fix is on its way', fixed: 'Fixed' }

/**
 * Says how far a pattern is, for everybody who has one of its tickets or follows it, and what to tell those who call. Addresses
 * in the texts are masked. Throws AppError: forbidden, not_found, invalid.
 */
export async function postUpdate(ctx: ServiceContext, input: unknown): Promise<void> {
  const { patternId, state, text, note } = postUpdateSchema.parse(input)
  await authorize(ctx, 'ticket:write', { kind: 'pattern', id: patternId })
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM pattern WHERE id = ${patternId}::uuid FOR UPDATE`
    const pattern = await tx.pattern.findUnique({ where: { id: patternId }, select: { state: true, environment: true, reason: true, rule: true, provider: true } })
    if (!pattern) throw new AppError('not_found', 'There is no such pattern.')
    const kept = maskText(text)
    const toTell = note ? maskText(note) : null
    const id = newId()
    await tx.pattern.update({ where: { id: patternId }, data: { state, ...(note === undefined ? {} : { note: toTell }) } })
    await tx.patternUpdate.create({ data: { id, patternId, at: ctx.now, state, text: kept, agentId: ctx.actor.kind === 'agent' ? ctx.actor.id : null, agentName: ctx.actor.name } })
    const title = `${PATTERN_NEWS[state]}: ${signatureWords(pattern)}`
    await announce(byPrisma(tx), { type: 'pattern.updated', sameness: `pattern.updated ${id}`, title, path: `/patterns/${patternId}`, data: { environment: pattern.environment, state, text: kept, tellCallers: toTell } }, ctx.now, openChannels(), await followersOf(tx, patternId, ctx.actor.id))
    await writeAudit(tx, ctx, { action: 'pattern.update', outcome: 'done', target: { kind: 'pattern', id: patternId, name: null }, reason: kept, before: { state: pattern.state }, after: { state, ...(toTell ? { 'Tell callers': toTell } : {}) } })
  })
}

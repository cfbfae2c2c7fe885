import { AROUND, USUAL } from '../changes/around'
import { effectOfEach } from '../changes/effect-of-each'
import { HOUR, readHours } from '../changes/hours'
import { AUTH_RELEVANT } from '../changes/list-changes'
import type { ServiceContext } from '../context'
import { announce, byClient } from './announce'
import { openChannels } from './channels'

/** Changes of the last day that touch sign-in, the newest first; more than these in a day are one release train. */
const MOST = 60
const BACK_MS = 24 * HOUR

/** Announces each change of the last 24 hours that a rise of failures followed, once. Returns how many rose. For the background. */
export async function announceRises(ctx: ServiceContext, channels = openChannels()): Promise<number> {
  if (channels.length === 0) return 0
  const { db, now } = ctx
  const from = new Date(now.getTime() - BACK_MS)
  const changes = await db.prisma.change.findMany({ where: { at: { gte: from, lte: now }, relevance: { gte: AUTH_RELEVANT } }, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: MOST, select: { id: true, at: true, environment: true, service: true, kind: true, from: true, to: true, summary: true } })
  const environments = [...new Set(changes.map(({ environment }) => environment))]
  if (environments.length === 0) return 0
  const hours = await readHours(db, environments, new Date(from.getTime() - (AROUND + USUAL) * HOUR), now)
  const effects = effectOfEach(hours, changes, now)
  const risen = changes.filter(({ id }) => effects.get(id)?.finding === 'rise')
  for (const { id, at, environment, service, kind, from: before, to, summary } of risen) {
    const effect = effects.get(id)
    const title = `Failures rose after the ${kind.replaceAll('_', ' ')} of ${service}${to ? ` to ${to}` : ''}`
    await announce(byClient(db.pool), { type: 'change.rise', sameness: `change.rise ${id}`, title, path: `/changes/${id}`, data: { environment, service, kind, from: before, to, summary, at: at.toISOString(), reason: effect?.title ?? null, failuresBefore: effect?.before.failures ?? null, failuresAfter: effect?.after.failures ?? null } }, now, channels)
  }
  return risen.length
}

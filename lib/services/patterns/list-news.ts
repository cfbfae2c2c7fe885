import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { stateOf } from './list-patterns'
import { UPDATE_KINDS, type NewsItem } from './schema'
import { signatureWords } from './signature'

const SHOWN = 20

type Row = { id: string; pattern_id: string; environment: string; reason: string; rule: string | null; provider: string | null; kind: string; state: string; text: string; agent_name: string; at: Date }

/** What is new about the patterns that this agent follows since they took note, the newest first; what they said themselves is not. Throws forbidden. */
export async function listNews(ctx: ServiceContext): Promise<NewsItem[]> {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.$queryRaw<Row[]>`
    SELECT u.id, u.pattern_id, p.environment, p.reason, p.rule, p.provider, u.kind, u.state, u.text, u.agent_name, u.at
      FROM pattern_follow f JOIN pattern p ON p.id = f.pattern_id JOIN pattern_update u ON u.pattern_id = f.pattern_id AND u.at > f.seen_at
     WHERE f.agent_id = ${ctx.actor.id}::uuid AND u.agent_id IS DISTINCT FROM ${ctx.actor.id}::uuid
     ORDER BY u.at DESC, u.id DESC LIMIT ${SHOWN}`
  return rows.map(({ id, pattern_id, kind, state, text, agent_name, at, ...signature }) => ({
    id, patternId: pattern_id, words: signatureWords(signature), kind: UPDATE_KINDS.find((known) => known === kind) ?? 'said', state: stateOf(state), text, by: agent_name, at: at.toISOString(),
  }))
}

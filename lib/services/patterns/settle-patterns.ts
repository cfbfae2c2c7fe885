import type { PoolClient } from 'pg'
import { newId } from '@/lib/core/ids'
import { announce, byClient, type Follower } from '../announcements/announce'
import { openChannels } from '../announcements/channels'
import type { AnnouncementType } from '../announcements/schema'
import { auditBy } from '../ingest/audit-ingest'
import { inTransaction } from '../ingest/bulk'
import type { ServiceContext } from '../context'
import { OVER_MS } from './list-patterns'
import { signatureWords, type Signature } from './signature'

/** Patterns settled in one look; the next look takes the rest. */
const MOST = 50
/** Whoever followed a signature within so many days is told when it comes back. */
const REMEMBERED_MS = 30 * 86_400_000
const SYSTEM = { kind: 'system', id: null, name: 'console' } as const

type Kept = Signature & { id: string }

/** Ends what nobody has been seen to fail with for an hour: said on its page, to its followers and to the team's tools, once. Returns how many. For the background. */
export async function settlePatterns(ctx: ServiceContext): Promise<number> {
  return inTransaction(ctx.db, async (client) => {
    const { rows } = await client.query<Kept>(
      `UPDATE pattern SET settled_at = $1
        WHERE id IN (SELECT id FROM pattern WHERE settled_at IS NULL AND seen_at < $2 ORDER BY seen_at LIMIT ${MOST} FOR UPDATE SKIP LOCKED)
        RETURNING id, environment, reason, rule, provider`,
      [ctx.now, new Date(ctx.now.getTime() - OVER_MS)],
    )
    for (const row of rows) await say(client, ctx, row, 'settled', 'Nobody more than usual has failed this way for an hour.')
    // The audit last, as everywhere: whoever writes there holds its head.
    for (const row of rows) await auditOf(client, ctx, row, 'settle')
    return rows.length
  })
}

/** Says that a pattern goes on again that was over: what was called fixed is not. In a transaction of the caller's. */
export async function riseAgain(client: PoolClient, ctx: ServiceContext, pattern: Kept & { people: number }): Promise<void> {
  await client.query(`UPDATE pattern SET settled_at = NULL, state = CASE WHEN state = 'fixed' THEN 'found' ELSE state END WHERE id = $1`, [pattern.id])
  await say(client, ctx, pattern, 'risen', `It rises again: ${pattern.people} people within a day.`)
  await auditOf(client, ctx, pattern, 'rise')
}

/** Whoever followed the pattern of before follows the one that the same signature comes back as, and is told. */
export async function followOn(client: PoolClient, ctx: ServiceContext, before: { id: string; seen_at: Date }, pattern: Kept & { people: number }): Promise<void> {
  if (before.seen_at.getTime() < ctx.now.getTime() - REMEMBERED_MS) return
  await client.query(`INSERT INTO pattern_follow (pattern_id, agent_id, at, seen_at) SELECT $1, agent_id, $3, $3::timestamptz - interval '1 second' FROM pattern_follow WHERE pattern_id = $2`, [pattern.id, before.id, ctx.now])
  await say(client, ctx, pattern, 'risen', `It is back after it was over: ${pattern.people} people within a day.`)
}

const TYPES: Readonly<Record<'settled' | 'risen', AnnouncementType>> = { settled: 'pattern.settled', risen: 'pattern.risen' }
const TITLES = { settled: 'Over', risen: 'Rises again' } as const

async function say(client: PoolClient, ctx: ServiceContext, pattern: Kept, kind: 'settled' | 'risen', text: string): Promise<void> {
  const { rows } = await client.query<{ state: string }>(`SELECT state FROM pattern WHERE id = $1`, [pattern.id])
  const id = newId()
  await client.query(`INSERT INTO pattern_update (id, pattern_id, at, state, text, kind, agent_name) VALUES ($1, $2, $3, $4, $5, $6, 'the console')`, [id, pattern.id, ctx.now, rows[0]?.state ?? 'found', text, kind])
  const followers = await client.query<Follower>(`SELECT a.id, a.email FROM pattern_follow f JOIN agent a ON a.id = f.agent_id WHERE f.pattern_id = $1 AND a.disabled_at IS NULL ORDER BY a.id LIMIT 200`, [pattern.id])
  await announce(byClient(client), { type: TYPES[kind], sameness: `${TYPES[kind]} ${id}`, title: `${TITLES[kind]}: ${signatureWords(pattern)}`, path: `/patterns/${pattern.id}`, data: { environment: pattern.environment, text } }, ctx.now, openChannels(), followers.rows)
}

const auditOf = (client: PoolClient, ctx: ServiceContext, pattern: Kept, what: 'settle' | 'rise') =>
  auditBy(client, { ...ctx, actor: SYSTEM, ip: null }, { action: `pattern.${what}`, outcome: 'done', target: { kind: 'pattern', id: pattern.id, name: signatureWords(pattern) } })

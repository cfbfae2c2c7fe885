import { newId } from '@/lib/core/ids'
import type { ServiceContext } from '../context'
import { announce, byClient } from '../announcements/announce'
import { auditBy } from '../ingest/audit-ingest'
import { inTransaction } from '../ingest/bulk'
import { beganAt } from './began-at'
import { findPatterns, type CurrentPattern } from './find-patterns'
import { followOn, riseAgain, settlePatterns } from './settle-patterns'
import { signatureOf, signatureWords } from './signature'

/** A signature that was away for a day and comes back is another pattern. */
const AWAY_MS = 86_400_000
const SYSTEM = { kind: 'system', id: null, name: 'console' } as const

/**
 * Looks in every environment for what many fail with now and keeps each as a pattern, once, however many instances look:
 * they wait for each other on the signature. New ones are audited; what is seen no more is settled. Returns how many are new.
 * For the background.
 */
export async function keepPatterns(ctx: ServiceContext): Promise<number> {
  const environments = await ctx.db.prisma.environment.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
  let added = 0
  for (const { name } of environments) {
    for (const pattern of await findPatterns(ctx, { environment: name })) if (await keep(ctx, pattern)) added += 1
  }
  await settlePatterns(ctx)
  return added
}

type Before = { id: string; seen_at: Date; settled_at: Date | null }

async function keep(ctx: ServiceContext, pattern: CurrentPattern): Promise<boolean> {
  const { environment, reason, rule, provider, people, usual, since } = pattern
  const signature = signatureOf(pattern)
  return inTransaction(ctx.db, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [signature])
    const { rows } = await client.query<Before>(`SELECT id, seen_at, settled_at FROM pattern WHERE signature = $1 ORDER BY seen_at DESC LIMIT 1 FOR UPDATE`, [signature])
    const [before] = rows
    if (before && before.seen_at.getTime() > ctx.now.getTime() - AWAY_MS) {
      await client.query(`UPDATE pattern SET seen_at = $2, people = greatest(people, $3), usual = $4 WHERE id = $1`, [before.id, ctx.now, people, usual])
      if (before.settled_at) await riseAgain(client, ctx, { ...pattern, id: before.id })
      return false
    }
    const id = newId()
    const began = await beganAt(client, pattern, usual, since, ctx.now)
    await client.query(
      `INSERT INTO pattern (id, environment, reason, rule, provider, signature, first_seen_at, seen_at, people, usual) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, environment, reason, rule, provider, signature, began, ctx.now, people, usual],
    )
    await auditBy(client, { ...ctx, actor: SYSTEM, ip: null }, { action: 'pattern.find', outcome: 'done', target: { kind: 'pattern', id, name: signatureWords(pattern) }, after: { People: people, Usual: Math.round(usual) } })
    await announce(byClient(client), { type: 'pattern.found', sameness: `pattern.found ${id}`, title: `${people} people fail the same way: ${signatureWords(pattern)}`, path: `/patterns/${id}`, data: { environment, reason, rule, provider, people, usual: Math.round(usual), since: began.toISOString() } }, ctx.now)
    if (before) await followOn(client, ctx, before, { ...pattern, id })
    return true
  })
}

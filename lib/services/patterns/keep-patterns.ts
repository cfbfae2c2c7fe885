import { newId } from '@/lib/core/ids'
import type { ServiceContext } from '../context'
import { auditBy } from '../ingest/audit-ingest'
import { inTransaction } from '../ingest/bulk'
import { beganAt } from './began-at'
import { findPatterns, type CurrentPattern } from './find-patterns'
import { signatureOf, signatureWords } from './signature'

/** A signature that was away for a day and comes back is another pattern. */
const AWAY_MS = 86_400_000
const SYSTEM = { kind: 'system', id: null, name: 'console' } as const

/**
 * Looks in every environment for what many fail with now and keeps each as a pattern, once, however many instances look:
 * they wait for each other on the signature. New ones are audited. Returns how many are new. For the background.
 */
export async function keepPatterns(ctx: ServiceContext): Promise<number> {
  const environments = await ctx.db.prisma.environment.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
  let added = 0
  for (const { name } of environments) {
    for (const pattern of await findPatterns(ctx, { environment: name })) if (await keep(ctx, pattern)) added += 1
  }
  return added
}

async function keep(ctx: ServiceContext, pattern: CurrentPattern): Promise<boolean> {
  const { environment, reason, rule, provider, people, usual, since } = pattern
  const signature = signatureOf(pattern)
  return inTransaction(ctx.db, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [signature])
    const { rows } = await client.query<{ id: string }>(
      `UPDATE pattern SET seen_at = $2, people = greatest(people, $3), usual = $4
        WHERE id = (SELECT id FROM pattern WHERE signature = $1 AND seen_at > $5 ORDER BY seen_at DESC LIMIT 1) RETURNING id`,
      [signature, ctx.now, people, usual, new Date(ctx.now.getTime() - AWAY_MS)],
    )
    if (rows.length) return false
    const id = newId()
    const began = await beganAt(client, pattern, usual, since, ctx.now)
    await client.query(
      `INSERT INTO pattern (id, environment, reason, rule, provider, signature, first_seen_at, seen_at, people, usual) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, environment, reason, rule, provider, signature, began, ctx.now, people, usual],
    )
    await auditBy(client, { ...ctx, actor: SYSTEM, ip: null }, { action: 'pattern.find', outcome: 'done', target: { kind: 'pattern', id, name: signatureWords(pattern) }, after: { People: people, Usual: Math.round(usual) } })
    return true
  })
}

import { z } from 'zod'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { olderThan, toRows, whereAudit } from './filter-audit'
import { auditCursor, auditFilters, shownFilters, type AuditRow } from './schema'
import { whoseAudit } from './whose-audit'
import { writeAuditAlone } from './write-audit'

const input = auditFilters.extend({ cursor: auditCursor, limit: z.number().int().min(1).max(200).default(40) })

/** The audit, newest first, paged by time and number: all of it with audit:read, one's own with audit:own. Who reads is audited like who is refused. Throws forbidden. */
export async function listAudit(ctx: ServiceContext, given: z.input<typeof input>): Promise<{ rows: AuditRow[]; next: string | null; all: boolean }> {
  const whose = await whoseAudit(ctx)
  const { cursor, limit, ...filters } = input.parse(given)
  const where = { AND: [whose.where, await whereAudit(ctx.db, filters)] }
  const found = await ctx.db.prisma.auditEntry.findMany({
    where: cursor ? { AND: [where, olderThan(cursor)] } : where,
    orderBy: [{ at: 'desc' }, { seq: 'desc' }],
    take: limit + 1,
  })
  // After the reading: it does not show itself.
  await writeAuditAlone(ctx, { action: 'audit.read', outcome: 'done', target: null, after: { ...shownFilters(filters), ...(cursor ? { page: 'further' } : {}) } })
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: await toRows(ctx.db, found.slice(0, limit)), next: last ? `${last.at.getTime()}-${last.seq}` : null, all: whose.all }
}

/** The actions that stand in the audit and the agents who may be in it, for the filters. Needs audit:read. */
export async function listAuditChoices(ctx: ServiceContext) {
  await authorize(ctx, 'audit:read')
  const [actions, agents] = await Promise.all([
    // Walks the index (action, at) from one action to the next instead of reading every entry.
    ctx.db.prisma.$queryRaw<{ action: string }[]>`
      WITH RECURSIVE step AS (
        (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
        UNION ALL
        SELECT (SELECT e.action FROM audit_entry e WHERE e.action > step.action ORDER BY e.action LIMIT 1) FROM step WHERE step.action IS NOT NULL
      )
      SELECT action FROM step WHERE action IS NOT NULL LIMIT 100`,
    ctx.db.prisma.agent.findMany({ select: { id: true, name: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 200 }),
  ])
  return { actions: actions.map(({ action }) => action), agents }
}

import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import { maskText } from '@/lib/core/mask'
import { isObject } from '@/lib/evidence/values'
import type { ServiceContext } from '../context'
import { seqOf, toRows } from './filter-audit'
import type { AuditDetail } from './schema'
import { whoseAudit } from './whose-audit'
import { writeAuditAlone } from './write-audit'

const texts = (value: unknown): Record<string, string> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([label, given]) => [label, maskText(typeof given === 'string' ? given : JSON.stringify(given))])) : {}

/** The hash of an entry as docs/audit.md defines it. */
const hashOf = (prev: string, text: string) => createHash('sha256').update(`latchkey-audit-1\n${prev}\n${text}`, 'utf8').digest('hex')

/** One entry by its number, with what changed, its neighbours and its anchor. Needs audit:read, or audit:own and to have done it; audited. What stands beside one's own entry is named with audit:read only. Throws forbidden, not_found. */
export async function getAudit(ctx: ServiceContext, seq: string): Promise<AuditDetail> {
  const { all, where } = await whoseAudit(ctx)
  const number = seqOf(seq)
  const { prisma } = ctx.db
  const entry = await prisma.auditEntry.findFirst({ where: { AND: [{ seq: number }, where] } })
  if (!entry) throw new AppError('not_found', 'There is no such entry.')
  await writeAuditAlone(ctx, { action: 'audit.open', outcome: 'done', target: { kind: 'audit entry', id: String(number), name: String(number) } })
  const [neighbours, anchor, agent] = await Promise.all([
    prisma.auditEntry.findMany({ where: { seq: { in: [number - 1n, number + 1n] } }, orderBy: { seq: 'asc' }, select: { seq: true, action: true, hash: true, prev: true } }),
    prisma.auditAnchor.findFirst({ where: { seq: { gte: number } }, orderBy: [{ seq: 'asc' }, { n: 'asc' }], select: { seq: true, at: true } }),
    entry.actorKind === 'agent' && entry.actorId ? prisma.agent.findUnique({ where: { id: entry.actorId }, select: { role: true } }).catch(() => null) : null,
  ])
  const [row] = await toRows(ctx.db, [entry])
  if (!row) throw new AppError('not_found', 'There is no such entry.')
  const before = neighbours.find((each) => each.seq < number)
  const after = neighbours.find((each) => each.seq > number)
  const { strength, stepUpId, onBehalfOf, ip, requestId, appVersion, text, prev, hash } = entry
  return {
    ...row, strength, stepUpId, onBehalfOf, ip, requestId, appVersion, text, before: texts(entry.before), after: texts(entry.after), role: agent?.role ?? null,
    approvals: Array.isArray(entry.approvals) ? entry.approvals.map(texts) : [],
    proof: { own: hashOf(prev, text) === hash, before: before ? before.hash === prev : null, after: after ? after.prev === hash : null },
    neighbours: (all ? neighbours : []).map(({ seq: each, action, hash: theirs }) => ({ seq: String(each), action, hash: theirs })),
    anchor: anchor ? { seq: String(anchor.seq), at: anchor.at.toISOString() } : null,
  }
}

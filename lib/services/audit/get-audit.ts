import { AppError } from '@/lib/core/errors'
import { isObject } from '@/lib/evidence/values'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { seqOf, toRows } from './filter-audit'
import type { AuditDetail } from './schema'

const texts = (value: unknown): Record<string, string> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([label, given]) => [label, typeof given === 'string' ? given : JSON.stringify(given)])) : {}

/** One entry by its number, with what changed and its neighbours. Needs audit:read. Throws forbidden, not_found. */
export async function getAudit(ctx: ServiceContext, seq: string): Promise<AuditDetail> {
  await authorize(ctx, 'audit:read')
  const number = seqOf(seq)
  const { prisma } = ctx.db
  const entry = await prisma.auditEntry.findUnique({ where: { seq: number } })
  if (!entry) throw new AppError('not_found', 'There is no such entry.')
  const select = { seq: true, action: true } as const
  const [before, after, agent] = await Promise.all([
    prisma.auditEntry.findFirst({ where: { seq: { lt: number } }, orderBy: { seq: 'desc' }, select }),
    prisma.auditEntry.findFirst({ where: { seq: { gt: number } }, orderBy: { seq: 'asc' }, select }),
    entry.actorKind === 'agent' && entry.actorId ? prisma.agent.findUnique({ where: { id: entry.actorId }, select: { role: true } }).catch(() => null) : null,
  ])
  const [row] = await toRows(ctx.db, [entry])
  if (!row) throw new AppError('not_found', 'There is no such entry.')
  const neighbours = [before, after].flatMap((each) => (each ? [{ seq: String(each.seq), action: each.action }] : []))
  return { ...row, before: texts(entry.before), after: texts(entry.after), ip: entry.ip, requestId: entry.requestId, role: agent?.role ?? null, neighbours }
}

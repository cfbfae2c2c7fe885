import { maskView } from '@/lib/core/mask'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { KINDS, natureOf, type AlertItem } from './schema'

/** Shown at once; more attacks than this at a time are one incident. */
const SHOWN = 20

/** Alerts that nobody has settled, the newest first, masked. */
export async function listOpenAlerts(ctx: ServiceContext): Promise<AlertItem[]> {
  await authorize(ctx, 'read')
  const rows = await ctx.db.prisma.alert.findMany({ where: { settledAt: null }, orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }], take: SHOWN, select: { id: true, kind: true, environment: true, subject: true, accountId: true, because: true, raisedAt: true, seenAt: true } })
  return rows.map(({ kind, raisedAt, seenAt, ...row }) => {
    const known = KINDS.find((name) => name === kind) ?? 'ordinary'
    return { ...maskView(row), kind: known, nature: natureOf(known), raisedAt: raisedAt.toISOString(), seenAt: seenAt.toISOString() }
  })
}

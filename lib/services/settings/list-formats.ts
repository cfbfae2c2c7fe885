import { FORMATS } from '@/lib/formats'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

/** What came in by format, and the newest lines that no format recognised: the backlog for new formats. */
export async function listFormats(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  const [counts, unread] = await Promise.all([
    ctx.db.pool.query<{ format: string; count: number; last: string }>(`SELECT format, sum(count)::int AS count, to_char(max(day), 'YYYY-MM-DD') AS last FROM format_count GROUP BY format ORDER BY 2 DESC`),
    ctx.db.prisma.authEvent.findMany({ where: { format: 'unrecognised' }, orderBy: { at: 'desc' }, take: 20, select: { id: true, receivedAt: true, raw: true } }),
  ])
  const titles = new Map(FORMATS.map(({ id, title }) => [id, title]))
  return { counts: counts.rows.map((row) => ({ ...row, title: titles.get(row.format) ?? 'Not recognised' })), unread }
}

import { maskView } from '@/lib/core/mask'
import { FORMATS } from '@/lib/formats'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

const DAYS = 30
const CODES = 30

/**
 * What came in by format, the newest lines that no format recognised, and the codes of 30 days that no meaning is known
 * for: the backlog for new formats.
 */
export async function listFormats(ctx: ServiceContext) {
  await authorize(ctx, 'read')
  const since = new Date(ctx.now.getTime() - DAYS * 86_400_000)
  const [counts, unread, codes] = await Promise.all([
    ctx.db.pool.query<{ format: string; count: number; last: string }>(`SELECT format, sum(count)::int AS count, to_char(max(day), 'YYYY-MM-DD') AS last FROM format_count GROUP BY format ORDER BY 2 DESC`),
    ctx.db.prisma.authEvent.findMany({ where: { format: 'unrecognised' }, orderBy: { at: 'desc' }, take: 20, select: { id: true, receivedAt: true, raw: true } }),
    ctx.db.pool.query<{ format: string; code: string; count: number; message: string | null }>(
      `SELECT format, code, count(*)::int AS count, max(message) AS message FROM auth_event
        WHERE environment IN (SELECT name FROM environment) AND reason = 'unknown' AND at >= $1 AND outcome = 'failure' AND code IS NOT NULL
        GROUP BY format, code ORDER BY 3 DESC, 1, 2 LIMIT ${CODES}`,
      [since],
    ),
  ])
  const titles = new Map(FORMATS.map(({ id, title }) => [id, title]))
  return { counts: counts.rows.map((row) => ({ ...row, title: titles.get(row.format) ?? 'Not recognised' })), unread: maskView(unread), codes: maskView(codes.rows).map((row) => ({ ...row, title: titles.get(row.format) ?? row.format })), known: FORMATS.map(({ id, title, vendor, about }) => ({ id, title, vendor, about })) }
}

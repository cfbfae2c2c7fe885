import { z } from 'zod'
import { maskView } from '@/lib/core/mask'
import { filterText } from '@/lib/core/filter-text'
import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'

const input = z.object({ view: z.enum(['dead', 'waiting']).catch('dead'), after: filterText(300) })

/** Messages that were given up, the newest first, or those that wait, the next first. Masked, without their bodies. Needs settings:write. */
export async function listMessages(ctx: ServiceContext, given: unknown) {
  await authorize(ctx, 'settings:write')
  const { view, after } = input.parse(given)
  const cursor = decodeCursor(after)
  const select = { id: true, kind: true, recipient: true, subject: true, createdAt: true, attempts: true, nextTryAt: true, deadAt: true, lastError: true } as const
  const { outboxMessage } = ctx.db.prisma
  const [rows, dead, waiting] = await Promise.all([
    view === 'dead'
      ? outboxMessage.findMany({ where: { deadAt: { not: null }, ...(cursor ? { OR: [{ deadAt: { lt: new Date(cursor.at) } }, { deadAt: new Date(cursor.at), id: { lt: cursor.id } }] } : {}) }, orderBy: [{ deadAt: 'desc' }, { id: 'desc' }], take: PAGE_SIZE + 1, select })
      : outboxMessage.findMany({ where: { deadAt: null, sentAt: null, ...(cursor ? { OR: [{ nextTryAt: { gt: new Date(cursor.at) } }, { nextTryAt: new Date(cursor.at), id: { gt: cursor.id } }] } : {}) }, orderBy: [{ nextTryAt: 'asc' }, { id: 'asc' }], take: PAGE_SIZE + 1, select }),
    outboxMessage.count({ where: { deadAt: { not: null } } }),
    outboxMessage.count({ where: { deadAt: null, sentAt: null } }),
  ])
  return { ...pageOf(maskView(rows), (row) => ({ at: ((view === 'dead' ? row.deadAt : null) ?? row.nextTryAt).toISOString(), id: row.id })), view, dead, waiting }
}

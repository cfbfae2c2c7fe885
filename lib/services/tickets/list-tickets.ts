import { decodeCursor, pageOf, PAGE_SIZE } from '@/lib/core/page'
import { maskView } from '@/lib/core/mask'
import { identifierKey } from '@/lib/core/identifier'
import { Prisma } from '@/lib/db/client'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { listTicketsSchema } from './schema'

const SELECT = {
  id: true,
  number: true,
  subject: true,
  status: true,
  environment: true,
  identifier: true,
  bucket: true,
  cause: true,
  confidence: true,
  nature: true,
  peopleAlike: true,
  signature: true,
  step: true,
  alert: true,
  createdAt: true,
  assignee: { select: { id: true, name: true } },
} satisfies Prisma.TicketSelect

/** "#1042" and "1042" find a ticket by its number, anything else by its words or its person. */
function searched(q: string | undefined): Prisma.TicketWhereInput {
  if (!q) return {}
  const number = /^#?(\d{1,9})$/.exec(q)?.[1]
  if (number) return { number: Number(number) }
  const words = q.replace(/[%_\\]/g, '\\$&')
  return { OR: [{ subject: { contains: words, mode: 'insensitive' } }, { account: { emailKey: identifierKey(q) } }, { identifier: { in: [q, identifierKey(q)] } }] }
}

/** Tickets of a queue, oldest first, by key, masked. */
export async function listTickets(ctx: ServiceContext, input: unknown) {
  await authorize(ctx, 'read')
  const { view, status, environment, bucket, q, after } = listTicketsSchema.parse(input)
  const cursor = decodeCursor(after)
  const mine = ctx.actor.kind === 'agent' ? ctx.actor.id : null
  const where: Prisma.TicketWhereInput = {
    AND: [
      view === 'mine' ? { assigneeId: mine } : view === 'unassigned' ? { assigneeId: null } : {},
      status === 'any' ? {} : { status },
      environment ? { environment } : {},
      bucket ? (bucket === 'attack' ? { nature: 'attack' } : { bucket }) : {},
      searched(q),
      cursor ? { OR: [{ createdAt: { gt: new Date(cursor.at) } }, { createdAt: new Date(cursor.at), id: { gt: cursor.id } }] } : {},
    ],
  }
  const rows = await ctx.db.prisma.ticket.findMany({ where, select: SELECT, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: PAGE_SIZE + 1 })
  return pageOf(maskView(rows), ({ createdAt, id }) => ({ at: createdAt.toISOString(), id }))
}

/** Open tickets that come before all others: a notice was answered, or a watch saw a bad sign. The newest alert first. */
export async function listAlerts(ctx: ServiceContext): Promise<QueueRow[]> {
  await authorize(ctx, 'read')
  return maskView(await ctx.db.prisma.ticket.findMany({ where: { alert: { not: null }, status: { not: 'solved' } }, select: SELECT, orderBy: [{ alertedAt: 'desc' }, { id: 'asc' }], take: PAGE_SIZE }))
}

export type QueueRow = Awaited<ReturnType<typeof listTickets>>['rows'][number]

/** Open tickets of the three views. The index on status makes this a count of open tickets, never of the table. */
export async function countQueue(ctx: ServiceContext): Promise<{ mine: number; unassigned: number; all: number }> {
  await authorize(ctx, 'read')
  const mine = ctx.actor.kind === 'agent' ? ctx.actor.id : null
  const rows = await ctx.db.prisma.$queryRaw<{ mine: number; unassigned: number; all: number }[]>(
    Prisma.sql`SELECT count(*) FILTER (WHERE assignee_id = ${mine}::uuid)::int AS mine, count(*) FILTER (WHERE assignee_id IS NULL)::int AS unassigned, count(*)::int AS all
                 FROM ticket WHERE status = 'open'`,
  )
  return rows[0] ?? { mine: 0, unassigned: 0, all: 0 }
}

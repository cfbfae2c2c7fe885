import { AppError } from '@/lib/core/errors'
import type { Reader } from '../context'

/** What a ticket is read with. */
export const TICKET_PARTS = {
  experience: true,
  assignee: { select: { id: true, name: true } },
  openedBy: { select: { name: true } },
  account: {
    include: {
      factors: { orderBy: { enrolledAt: 'asc' } },
      sessions: { orderBy: { startedAt: 'desc' }, take: 30 },
      identities: { include: { provider: { select: { name: true } } } },
      directory: { select: { name: true } },
      freezes: { where: { liftedAt: null }, take: 1 },
    },
  },
  marks: true,
  recoveries: { select: { id: true }, take: 1 },
  watches: { select: { id: true }, take: 1 },
} as const

/** The greatest number that PostgreSQL's integer holds. */
const MOST = 2_147_483_647

/** What `find` has under a number that can be a ticket's. Throws AppError('not_found'). */
export async function requireTicket<T>(number: number, find: (known: number) => Promise<T | null>): Promise<T> {
  const known = Number.isInteger(number) && number > 0 && number <= MOST
  const ticket = known ? await find(number) : null
  if (!ticket) throw new AppError('not_found', `There is no ticket #${number}.`)
  return ticket
}

/** A ticket by its number with its experience, account and marks. Throws AppError('not_found'). */
export const loadTicket = (reader: Reader, number: number) => requireTicket(number, (known) => reader.ticket.findUnique({ where: { number: known }, include: TICKET_PARTS }))

export type LoadedTicket = Awaited<ReturnType<typeof loadTicket>>
export type LoadedAccount = NonNullable<LoadedTicket['account']>

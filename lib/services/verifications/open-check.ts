import { AppError } from '@/lib/core/errors'
import type { Transaction } from '@/lib/db/client'

/** A check that can still be settled, its row held until the transaction ends. Throws not_found, conflict. */
export async function openCheck(tx: Transaction, id: string, now: Date) {
  await tx.$queryRaw`SELECT id FROM verification WHERE id = ${id}::uuid FOR UPDATE`
  const check = await tx.verification.findUnique({ where: { id }, include: { account: { select: { id: true, name: true, email: true } } } })
  if (!check) throw new AppError('not_found', 'There is no such check.')
  if (check.state !== 'open') throw new AppError('conflict', check.state === 'ended' ? 'A newer check took its place.' : `It was settled already: ${check.state}.`)
  if (check.endsAt <= now) throw new AppError('conflict', 'Its time is over. Start it again.')
  return check
}

import { causes } from '@/lib/causes'
import type { Database } from '@/lib/db/client'
import { isAttack } from './rules'

const ATTACKS = causes.filter(({ nature }) => nature === 'attack').map(({ slug }) => slug)

/**
 * Whether recoveries on a ticket are to be as careful as under attack: its cause is one, or was one in a verdict that
 * somebody decided on before. A correction changes what fits, never how much is asked for: else one person alone could
 * talk the rules down. A new ticket begins anew.
 */
export async function attackOn({ prisma }: Pick<Database, 'prisma'>, ticketId: string, cause: string | null): Promise<boolean> {
  if (isAttack(cause)) return true
  const before = await prisma.verdict.findFirst({ where: { ticketId, OR: [{ cause: { in: ATTACKS } }, { result: { path: ['nature'], equals: 'attack' } }] }, select: { id: true } })
  return before !== null
}

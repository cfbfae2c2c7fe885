import type { Transaction } from '@/lib/db/client'
import { verifications } from '@/lib/verifications'
import type { VerificationKind } from '../recoveries/policy'
import { CHECK_MINUTES } from './schema'

export type PassedCheck = { id: string; method: string; kind: VerificationKind; label: string; decidedAt: Date; colleagueId: string | null }

/**
 * The checks that count: passed by the caller of this ticket, for this account, with this agent, within the last half hour.
 * What one colleague says counts once, in whatever way they were asked: two kinds from one mouth are one check.
 */
export async function passedChecks(tx: Transaction, about: { ticketId: string; accountId: string; agentId: string }, now: Date): Promise<PassedCheck[]> {
  const since = new Date(now.getTime() - CHECK_MINUTES * 60_000)
  const rows = await tx.verification.findMany({
    where: { ticketId: about.ticketId, accountId: about.accountId, startedById: about.agentId, state: 'passed', decidedAt: { gt: since } },
    orderBy: { startedAt: 'asc' },
    take: 20,
    select: { id: true, method: true, label: true, decidedAt: true, colleagueId: true },
  })
  const heard = new Set<string>()
  return rows.flatMap(({ decidedAt, ...row }) => {
    if (row.colleagueId !== null && heard.has(row.colleagueId)) return []
    if (row.colleagueId !== null) heard.add(row.colleagueId)
    const kind = verifications.find(({ method }) => method === row.method)?.kind
    return kind && decidedAt ? [{ ...row, kind, decidedAt }] : []
  })
}

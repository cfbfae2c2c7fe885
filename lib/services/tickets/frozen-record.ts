import { newId } from '@/lib/core/ids'
import type { Prisma, Transaction } from '@/lib/db/client'
import type { CaseFile } from '@/lib/evidence/case'
import type { Verdict } from '@/lib/evidence/verdict'
import type { ServiceContext } from '../context'

// A case and a verdict are JSON by their schemas; Prisma's own type cannot know that.
const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject

/** Who said what about a verdict: `acted` is a recovery, which says nothing about its being right. */
export type Decision = { decision: 'confirmed' | 'corrected' | 'acted'; cause?: Pick<Verdict, 'cause' | 'bucket' | 'nature'>; correctedCause?: string | null; reason?: string | null }

/** Keeps a verdict with the facts that it was reached from, in the transaction of what is done about it. */
export async function freezeVerdict(tx: Transaction, ctx: ServiceContext, ticketId: string, { verdict, caseFile }: { verdict: Verdict; caseFile: CaseFile }, { decision, cause = verdict, correctedCause = null, reason = null }: Decision): Promise<void> {
  await tx.verdict.create({
    data: {
      id: newId(),
      ticketId,
      at: ctx.now,
      bucket: cause.bucket,
      cause: cause.cause,
      nature: cause.nature,
      confidence: verdict.confidence,
      result: json(verdict),
      caseFile: json(caseFile),
      decision,
      correctedCause,
      reason,
      agentId: ctx.actor.kind === 'agent' ? ctx.actor.id : null,
    },
    select: { id: true },
  })
}

/** The record as it stood before a recovery, and when that was. */
export type FrozenRecord = { at: Date; account: CaseFile['account']; blocks: CaseFile['blocks'] }

/**
 * A recovery takes away what the verdict was read from: a lock that was cleared says nothing any more. So the record
 * counts as it stood before, until the person fails again or another account is chosen. Null while it counts as it stands.
 * @param lastFailed the last failure of the person, if any
 */
export async function frozenRecord({ db }: ServiceContext, ticket: { id: string; accountId: string | null }, lastFailed: Date | null): Promise<FrozenRecord | null> {
  const frozen = await db.prisma.verdict.findFirst({ where: { ticketId: ticket.id, decision: 'acted', ...(lastFailed ? { at: { gt: lastFailed } } : {}) }, orderBy: { at: 'asc' }, select: { at: true, caseFile: true } })
  if (!frozen) return null
  const { account, blocks } = frozen.caseFile as Pick<CaseFile, 'account' | 'blocks'> // written by freezeVerdict alone
  return account?.id === ticket.accountId ? { at: frozen.at, account, blocks } : null
}

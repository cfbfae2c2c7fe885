import { personKey } from '@/lib/core/identifier'
import type { Transaction } from '@/lib/db/client'
import type { RecordState } from '@/lib/recoveries/state'
import type { CallerFacts } from '@/lib/verifications/define'
import { contactsOnFile } from '../recoveries/contacts'

const MOST_COLLEAGUES = 50

/** What the ways to check a caller look at: the record, and the colleagues who may act here and are neither the agent nor the person. */
export async function callerFacts(tx: Transaction, who: { id: string; email: string }, { account, factors, now }: Pick<RecordState, 'account' | 'factors' | 'now'>): Promise<CallerFacts> {
  const not = [personKey(who.email), personKey(account.email)]
  const agents = await tx.agent.findMany({ where: { disabledAt: null, id: { not: who.id }, role: { not: 'viewer' } }, orderBy: { name: 'asc' }, take: MOST_COLLEAGUES, select: { id: true, name: true, role: true, email: true } })
  return {
    now,
    name: account.name,
    contacts: contactsOnFile(account),
    factors: factors.map(({ id, kind, label, enrolledAt, lastUsedAt }) => ({ id, kind, label, enrolledAt, lastUsedAt })),
    colleagues: agents.filter(({ email }) => !not.includes(personKey(email))).map(({ id, name, role }) => ({ id, name, role })),
  }
}

import type { Transaction } from '@/lib/db/client'

/**
 * For how long an address that was replaced is still told: whoever takes an account over changes its address first, and
 * the owner reads the old one. A month is longer than most take to notice (the console's own choice; NIST SP 800-63B-4,
 * 4.6 asks for all addresses on file).
 */
export const OLD_ADDRESS_DAYS = 30

export type NoticeAddress = { value: string; /** Null: on file now. */ until: Date | null }

/** Every e-mail address that notices of an account go to: the one on file, and those replaced within the last 30 days. Each once. */
export async function addressesOf(tx: Transaction, accountId: string, now: Date): Promise<NoticeAddress[]> {
  const since = new Date(now.getTime() - OLD_ADDRESS_DAYS * 86_400_000)
  const contacts = await tx.accountContact.findMany({
    where: { accountId, kind: 'email', OR: [{ until: null }, { until: { gt: since } }] },
    orderBy: [{ since: 'desc' }, { id: 'asc' }],
    select: { value: true, until: true },
  })
  const byValue = new Map<string, NoticeAddress>()
  for (const contact of contacts) if (contact.until === null || !byValue.has(contact.value)) byValue.set(contact.value, contact)
  return [...byValue.values()]
}

import type { Transaction } from '@/lib/db/client'
import type { Effect } from './define'
import type { RecordState } from './state'

/** The line about sessions in a preview, where any are open. */
export const sessionEffects = ({ openSessions }: RecordState): Effect[] => (openSessions ? [{ label: 'Sessions', before: String(openSessions), after: '0, signed out' }] : [])

/** Ends every open session of the account, of all kinds. */
export async function endSessions(tx: Transaction, { account, now }: RecordState): Promise<void> {
  await tx.accountSession.updateMany({ where: { accountId: account.id, endedAt: null }, data: { endedAt: now, endReason: 'ended by support' } })
}

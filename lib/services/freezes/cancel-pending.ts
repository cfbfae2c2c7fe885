import type { Transaction } from '@/lib/db/client'

/** Cancels every request about an account that nobody has carried out yet. Returns how many. No recovery waits in this version. */
export async function cancelPending(_tx: Transaction, _accountId: string, _now: Date, _why: string): Promise<number> {
  return 0
}

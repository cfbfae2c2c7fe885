import { sha256 } from '@/lib/core/canonical-json'
import type { RecordState } from '@/lib/recoveries/state'
import type { Contact } from '@/lib/verifications/define'
import { WINDOW_HOURS } from './policy'

type Account = Pick<RecordState['account'], 'id' | 'email' | 'phone' | 'emailVerifiedAt' | 'createdAt'>

const idOf = (account: Account, value: string) => sha256(`${account.id} ${value}`).slice(0, 16)

/**
 * The addresses and numbers on file with the time since when. An address counts from its confirmation: a change resets it.
 * A number has no time of its own in the record and counts from the record's beginning.
 */
export function contactsOnFile(account: Account): Contact[] {
  const { email, phone, emailVerifiedAt, createdAt } = account
  return [
    { id: idOf(account, email), kind: 'email', value: email, since: emailVerifiedAt ?? createdAt, confirmed: emailVerifiedAt !== null },
    ...(phone ? [{ id: idOf(account, phone), kind: 'phone' as const, value: phone, since: createdAt, confirmed: true }] : []),
  ]
}

/** Whether an address or number is newer than the window, on an account that is older than it. */
export function contactChanged(account: Account, now: Date): boolean {
  const edge = now.getTime() - WINDOW_HOURS * 3_600_000
  return account.createdAt.getTime() < edge && contactsOnFile(account).some(({ since }) => since.getTime() > edge)
}

import { sha256 } from '@/lib/core/canonical-json'
import type { RecordState } from '@/lib/recoveries/state'
import type { Contact } from '@/lib/verifications/define'
import { WINDOW_HOURS } from './policy'

type Account = Pick<RecordState['account'], 'id' | 'emailVerifiedAt' | 'createdAt' | 'contacts'>

const idOf = (account: Account, value: string) => sha256(`${account.id} ${value}`).slice(0, 16)
const later = (one: Date, other: Date | null) => (other && other > one ? other : one)

/**
 * The addresses and numbers on file with the time since when, as the database keeps it whoever changes them. An address
 * counts from its confirmation where that came later.
 */
export function contactsOnFile(account: Account): Contact[] {
  const { contacts, emailVerifiedAt } = account
  return contacts.map(({ kind, value, since }): Contact => {
    const id = idOf(account, value)
    return kind === 'email' ? { id, kind, value, since: later(since, emailVerifiedAt), confirmed: emailVerifiedAt !== null } : { id, kind: 'phone', value, since, confirmed: true }
  })
}

/** Whether an address or number is newer than the window, on an account that is older than it. */
export function contactChanged(account: Account, now: Date): boolean {
  const edge = now.getTime() - WINDOW_HOURS * 3_600_000
  return account.createdAt.getTime() < edge && contactsOnFile(account).some(({ since }) => since.getTime() > edge)
}

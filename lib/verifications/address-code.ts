import { maskEmail } from '@/lib/core/mask'
import { ADDRESS_HOURS, olderThan, sinceWords } from './age'
import { defineVerification } from './define'

const HOURS = 3_600_000

export default defineVerification({
  method: 'address_code',
  kind: 'address',
  title: 'Code to an address on file',
  settledBy: 'code',
  how: 'Send it, ask the caller to open the mailbox and read the six digits out, type them here.',
  limits: 'Shows that the caller reads this mailbox, which a thief of the mailbox does too.',
  minutes: 10,
  offer({ contacts, now }) {
    const emails = contacts.filter(({ kind }) => kind === 'email')
    const open = emails.filter(({ confirmed, since }) => confirmed && olderThan(since, now, ADDRESS_HOURS * HOURS))
    const because = emails.length === 0 ? 'No address is on file' : open.length < emails.length ? `An address that was never confirmed, or is newer than ${ADDRESS_HOURS} hours, does not count` : null
    return { options: open.map(({ id, value, since }) => ({ id, label: maskEmail(value), detail: sinceWords(since, now) })), because }
  },
  source: 'NIST SP 800-63B-4, 4.2.1.2: six digits or more, throttled, to a validated address; ours ends after 10 minutes, the limit for text messages, though e-mail may have 24 hours.',
  examples: [
    { name: 'one confirmed address', facts: {}, offers: ['m•••@example.com'] },
    { name: 'an address of yesterday', facts: { contacts: [{ id: 'b', kind: 'email', value: 'new@example.com', since: new Date('2026-11-23T12:00:00Z'), confirmed: true }] }, offers: [] },
    { name: 'an address that nobody confirmed', facts: { contacts: [{ id: 'b', kind: 'email', value: 'maya@example.com', since: new Date('2021-01-05T00:00:00Z'), confirmed: false }] }, offers: [] },
    { name: 'a number alone', facts: { contacts: [{ id: 'c', kind: 'phone', value: '+44 20 7946 4471', since: new Date('2021-01-05T00:00:00Z'), confirmed: true }] }, offers: [] },
  ],
})

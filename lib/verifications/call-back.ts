import { maskPhone } from '@/lib/core/mask'
import { CONTACT_DAYS, days, olderThan, sinceWords } from './age'
import { defineVerification } from './define'

export default defineVerification({
  method: 'call_back',
  kind: 'telephone',
  title: 'Call back on the number on file',
  settledBy: 'agent',
  how: 'End the call. Dial the person from your telephone’s directory, compare the last two digits, and ask for the ticket number. Never dial a number that the caller gives.',
  limits: 'Shows that whoever answers holds this number: a number moved to another SIM answers too. Never read the number out.',
  minutes: 15,
  offer({ contacts, now }) {
    const phones = contacts.filter(({ kind }) => kind === 'phone')
    const open = phones.filter(({ since }) => olderThan(since, now, days(CONTACT_DAYS)))
    const because = phones.length === 0 ? 'No number is on file' : open.length < phones.length ? `A number newer than ${CONTACT_DAYS} days does not count` : null
    return { options: open.map(({ id, value, since }) => ({ id, label: maskPhone(value), detail: sinceWords(since, now) })), because }
  },
  source: 'HHS HC3 and Mandiant on UNC3944: call back a number on record; Arctic Wolf: never within the incoming call, never read the number out. The 30 days are ours.',
  examples: [
    { name: 'a number of five years', facts: {}, offers: ['•••• 71'] },
    { name: 'a number of last week', facts: { contacts: [{ id: 'c', kind: 'phone', value: '+44 20 7946 4471', since: new Date('2026-11-17T12:00:00Z'), confirmed: true }] }, offers: [] },
    { name: 'no number', facts: { contacts: [] }, offers: [] },
  ],
})

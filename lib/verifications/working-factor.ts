import { ADDRESS_HOURS, olderThan } from './age'
import { defineVerification } from './define'

const HOUR_MS = 3_600_000
const KINDS = ['totp', 'push', 'passkey'] as const
const WORDS = { totp: 'authenticator app', push: 'prompt', passkey: 'passkey' } as const

export default defineVerification({
  method: 'working_factor',
  kind: 'factor',
  title: 'A factor that still works',
  settledBy: 'log',
  how: 'Ask the caller to pass this factor once, at the sign-in page. The console looks for it in the log by itself.',
  limits: 'Shows that the caller holds the device, and who unlocked it is not known. A code by text message does not count here: it is the telephone again.',
  minutes: 5,
  offer({ factors, now }) {
    const open = factors.flatMap(({ kind, ...factor }) => {
      const known = KINDS.find((each) => each === kind)
      // One that was enrolled in the window in which takeovers happen may be the thief's.
      return known && olderThan(factor.enrolledAt, now, ADDRESS_HOURS * HOUR_MS) ? [{ id: factor.id, label: factor.label, detail: WORDS[known] }] : []
    })
    return { options: open, because: open.length ? null : `No authenticator, prompt or passkey has been enrolled for ${ADDRESS_HOURS} hours` }
  },
  source: 'NIST SP 800-63B-4, 4.2.2.2: one recovery code and a bound authenticator.',
  examples: [
    { name: 'an authenticator', facts: {}, offers: ['Phone'] },
    { name: 'text messages and codes only', facts: { factors: [{ id: 's', kind: 'sms', label: 'Number', enrolledAt: new Date(0), lastUsedAt: null }, { id: 'r', kind: 'recovery_codes', label: 'Codes', enrolledAt: new Date(0), lastUsedAt: null }] }, offers: [] },
    { name: 'a passkey beside a prompt', facts: { factors: [{ id: 'k', kind: 'passkey', label: 'Laptop', enrolledAt: new Date(0), lastUsedAt: null }, { id: 'p', kind: 'push', label: 'Pixel 8', enrolledAt: new Date(0), lastUsedAt: null }] }, offers: ['Laptop', 'Pixel 8'] },
    { name: 'an authenticator of yesterday', facts: { factors: [{ id: 'n', kind: 'totp', label: 'New phone', enrolledAt: new Date('2026-11-23T12:00:00Z'), lastUsedAt: null }] }, offers: [] },
    { name: 'none', facts: { factors: [] }, offers: [] },
  ],
})

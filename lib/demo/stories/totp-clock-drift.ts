import { attempt, badPassword } from '../attempts'
import { addPerson } from '../people'
import { DAY, HOUR, iso, MINUTE } from '../times'
import type { Story } from '../world'

/** Hours ago, steps of 30 s by which the code was off, whether it was let in (the window is one step). */
const CODES: readonly (readonly [number, number, boolean])[] = [
  [24 * 26, 0, true], [24 * 21, -1, true], [24 * 16, -1, true], [24 * 12, -1, true], [24 * 9, -2, false], [24 * 9 - 0.1, -1, true],
  [24 * 6, -2, false], [24 * 4, -1, true], [52, -3, false], [51.8, -3, false], [27, -3, false], [26.9, -3, false], [5, -4, false],
  [4.9, -4, false], [3.2, -4, false],
]

export const totpClockDrift: Story = {
  cause: 'totp-clock-drift',
  shows: 'A phone whose clock falls behind: offsets grow from -1 to -4 steps where one step is tolerated.',
  write(world) {
    const random = world.random.fork('drift')
    const account = addPerson(world, random, { name: 'Lila Haddad', team: 'Sales', groups: ['staff', 'sales'] })
    world.quiet(account)
    const factor = world.factor(account, { kind: 'totp', label: 'Authenticator on Pixel 6' }, world.start - 200 * DAY)
    for (const [hoursAgo, steps, good] of CODES) {
      const at = world.now - hoursAgo * HOUR
      const details = { factorId: factor.id, factorLabel: factor.label, factorKind: 'totp' }
      const ip = `2001:db8:${random.int(0x1000, 0xefff).toString(16)}:77::${random.int(2, 200).toString(16)}`
      const shared = { account, at, ip, hops: ['edge', 'user_store', 'auth'] as const }
      attempt(world, random, { ...shared, decide: { hop: 'auth', outcome: 'challenge', reason: 'mfa_required', details } })
      attempt(world, random, {
        ...shared, at: at + 25_000, hops: ['auth', 'browser'],
        decide: good
          ? { hop: 'auth', outcome: 'success', reason: 'success', details: { ...details, totpOffsetSteps: steps } }
          : {
              hop: 'auth', outcome: 'failure', reason: 'mfa_code_invalid', rule: 'totp_window',
              message: `code matches a step outside the window of 1`, details: { ...details, totpOffsetSteps: steps },
            },
        ...(good ? {} : { outside: { message: 'That code is not valid.', statusCode: 401 } }),
      })
      if (!good) continue
      world.signedIn(account, at)
      factor.lastUsedAt = iso(at)
    }
    badPassword(world, random, account, world.now - 30 * DAY - 9 * MINUTE)
    world.ticket({
      minutesAgo: 188, subject: 'Codes work one day, not the next', channel: 'phone', reporterName: 'Lila Haddad', identifier: account.email,
      message: 'That code is not valid.', statusCode: 401, url: 'https://login.larkfield.example/mfa',
      symptom: 'I travel a lot. The six-digit code from my app sometimes works and sometimes not, in every hotel. Today not once.',
      scope: 'one_user', lastWorked: 'Four days ago', lastWorkedMs: world.now - 96 * HOUR, assignee: 'ines',
    })
  },
}

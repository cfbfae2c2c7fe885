import { badPassword, goodDays, GENERIC, lockedOut } from '../attempts'
import { addPerson } from '../people'
import { DAY, HOUR, iso, MINUTE } from '../times'
import type { Story } from '../world'

/** The oldest open ticket: a newcomer starts here. */
const MINUTES_AGO = 11 * 60 + 20
const LOCKED_FOR = 2 * DAY

export const accountLocked: Story = {
  cause: 'account-locked',
  shows: 'Three wrong tries, then a lock of two days; the page keeps saying “invalid”.',
  write(world) {
    const random = world.random.fork('locked')
    const account = addPerson(world, random, { name: 'Omar Said', team: 'Operations', groups: ['staff', 'operations'], office: 'Porto' }, {
      passwordHashAlgorithm: 'bcrypt', passwordHashParams: { cost: 12 },
    })
    world.quiet(account)
    const locked = world.now - (MINUTES_AGO + 12) * MINUTE
    const until = locked + LOCKED_FOR
    goodDays(world, random, account, world.start, locked - 14 * HOUR)
    for (const minutes of [5, 3, 1]) badPassword(world, random, account, locked - minutes * MINUTE)
    for (const after of [1, 4, 190, MINUTES_AGO - 25]) lockedOut(world, random, account, locked + after * MINUTE, until)
    Object.assign(account, { lockedUntil: iso(until), lockReason: '3 failed tries within 15 minutes', failedAttempts: 3, updatedAt: iso(locked) })
    world.ticket({
      minutesAgo: MINUTES_AGO, subject: 'Locked after three tries', channel: 'phone', reporterName: 'Omar Said', identifier: account.email, ...GENERIC,
      url: 'https://login.larkfield.example/login',
      symptom: 'I mistyped my password two or three times, then found the right one, and now even the right one is refused.',
      scope: 'one_user', lastWorked: 'The day before, without any trouble', ...(account.lastLoginAt ? { lastWorkedMs: Date.parse(account.lastLoginAt) } : {}),
    })
  },
}

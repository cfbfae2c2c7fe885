import { attempt, goodDays, goodSignIn, GENERIC, lockedOut } from '../attempts'
import { addPerson } from '../people'
import { DAY, HOUR, iso, MINUTE } from '../times'
import type { Story } from '../world'

export const sessionKeptAfterReset: Story = {
  cause: 'session-kept-after-reset',
  shows: 'Two sessions older than the password still try to refresh and lock the account again and again.',
  write(world) {
    const random = world.random.fork('kept')
    const account = addPerson(world, random, { name: 'Greta Larsen', team: 'People', groups: ['staff', 'people'], office: 'London' })
    world.quiet(account)
    const changed = world.now - 52 * HOUR
    goodDays(world, random, account, world.start, changed - HOUR)
    const old = [
      world.session(account, { started: changed - 19 * DAY, lastSeen: world.now - 9 * MINUTE, kind: 'app', label: 'Larkfield app on iPhone 13' }),
      world.session(account, { started: changed - 8 * DAY, lastSeen: world.now - 16 * MINUTE, kind: 'refresh_token', label: 'Firefox on an old laptop' }),
    ]
    const locks = [45, 30, 21, 7]
    for (const hoursAgo of locks) {
      const locked = world.now - hoursAgo * HOUR
      const until = hoursAgo === 7 ? world.now + 41 * HOUR : locked + 4 * HOUR
      for (let i = 0; i < 5; i++) {
        const session = old[i % 2]
        if (!session) continue
        attempt(world, random, {
          account, at: locked - (12 - i * 2) * MINUTE, hops: ['edge', 'auth'], client: session.kind === 'app' ? 'mobile-app' : 'web-app',
          decide: {
            hop: 'auth', outcome: 'failure', reason: 'refresh_token_invalid', rule: 'refresh_token_password_epoch',
            message: 'refresh token was issued before the password was changed',
            details: { sessionId: session.id, sessionStartedAt: session.startedAt, statusCode: 401 },
          },
        })
      }
      lockedOut(world, random, account, locked, until, 5)
      lockedOut(world, random, account, locked + 35 * MINUTE, until, 5)
      if (hoursAgo !== 7) goodSignIn(world, random, account, until + 20 * MINUTE)
      else Object.assign(account, { lockedUntil: iso(until), lockReason: '5 refused refresh tokens', failedAttempts: 5 })
    }
    for (const [index, session] of old.entries()) {
      attempt(world, random, {
        account, at: world.now - (9 + index * 7) * MINUTE, hops: ['edge', 'auth'],
        decide: {
          hop: 'auth', outcome: 'failure', reason: 'refresh_token_invalid', rule: 'refresh_token_password_epoch',
          message: 'refresh token was issued before the password was changed',
          details: { sessionId: session.id, sessionStartedAt: session.startedAt, statusCode: 401 },
        },
      })
    }
    Object.assign(account, { passwordChangedAt: iso(changed), updatedAt: iso(changed), passwordHashAlgorithm: 'bcrypt', passwordHashParams: { cost: 12 } })
    world.ticket({
      minutesAgo: 262, subject: 'Locked again and again since I changed my password', channel: 'chat', reporterName: 'Greta Larsen', identifier: account.email,
      ...GENERIC, url: 'https://login.larkfield.example/login',
      symptom: 'Two days ago I changed my password. Since then the account is locked again every few hours, although I type it correctly. Support unlocked it three times.',
      scope: 'one_user', lastWorked: 'For some hours after each unlock', variation: 'Works for a while after it is unlocked', assignee: 'ines',
    })
  },
}

import { badPassword, goodDays, GENERIC } from '../attempts'
import { addPerson } from '../people'
import { DAY, iso, MINUTE } from '../times'
import type { Story } from '../world'

export const wrongPassword: Story = {
  cause: 'wrong-password',
  shows: 'One person, three tries, a healthy record, nothing changed near it.',
  write(world) {
    const random = world.random.fork('forgot')
    const account = addPerson(world, random, { name: 'Tomas Carvalho', email: 'tomas.carvalho@fernhollow.example', team: 'Customers' }, {
      passwordHashAlgorithm: 'bcrypt', passwordHashParams: { cost: 12 }, passwordChangedAt: iso(world.start - 190 * DAY),
    })
    world.quiet(account)
    goodDays(world, random, account, world.start, world.now - 9 * DAY)
    for (const minutes of [97, 88, 61]) badPassword(world, random, account, world.now - minutes * MINUTE)
    account.failedAttempts = 1
    world.ticket({
      minutesAgo: 55, subject: 'I think I forgot which password', channel: 'phone', reporterName: 'Tomas Carvalho', identifier: account.email, ...GENERIC,
      url: 'https://login.larkfield.example/login', symptom: 'I was on holiday and have two passwords in my head. None of them works, I did not want to get locked.',
      scope: 'one_user', lastWorked: 'Before my holiday', lastWorkedMs: Date.parse(account.lastLoginAt ?? iso(world.now - 10 * DAY)),
    })
  },
}

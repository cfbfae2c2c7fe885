import { attempt, goodDays, GENERIC, SHOWN_HOPS } from '../attempts'
import { addPerson } from '../people'
import { DAY, HOUR, iso } from '../times'
import type { Story } from '../world'

export const wrongEnvironment: Story = {
  cause: 'wrong-environment',
  shows: 'The account was made on staging and is verified there; production knows nobody of that name.',
  write(world) {
    const random = world.random.fork('environment')
    const signedUp = world.now - 4 * DAY
    const account = addPerson(world, random, { name: 'Nadia Rahman', email: 'nadia.rahman@solvista.example', team: 'Customers', environment: 'staging' }, {
      createdAt: iso(signedUp), updatedAt: iso(signedUp), emailVerifiedAt: iso(signedUp + 420_000), onboardingCompletedAt: iso(signedUp + 900_000),
      passwordChangedAt: iso(signedUp), passwordHashAlgorithm: 'argon2id', passwordHashParams: { memoryKib: 19456, passes: 2, parallelism: 1 },
    })
    world.quiet(account)
    goodDays(world, random, account, signedUp + HOUR, world.now - 30 * HOUR)
    const place = world.place(account)
    for (const hoursAgo of [26, 25.8, 6.4, 6.3, 5.9]) {
      attempt(world, random, {
        attempted: account.email, at: world.now - hoursAgo * HOUR, ip: place.ip, userAgent: place.userAgent, country: place.country, hops: SHOWN_HOPS,
        decide: {
          hop: 'auth', outcome: 'failure', reason: 'unknown_user', rule: 'account_exists', message: 'no account with this e-mail in production',
          details: { statusCode: 401 },
        },
        outside: GENERIC,
      })
    }
    world.ticket({
      minutesAgo: 345, subject: 'Account not found, but I signed up', channel: 'web', reporterName: 'Nadia Rahman', identifier: account.email, ...GENERIC,
      url: 'https://app.larkfield.example/login',
      symptom: 'I signed up on Thursday or Friday through the link from your consultant and confirmed my address. Now it says invalid, and the reset page says it sent a mail but none comes.',
      scope: 'one_user', lastWorked: 'I was in right after signing up', variation: 'The link from the consultant still works',
    })
  },
}

import { attempt, goodDays, goodSignIn } from '../attempts'
import { addChange } from '../changes'
import { addPerson, nameMaker } from '../people'
import { HOUR, MINUTE } from '../times'
import { SLOW_BY_SECONDS, SLOW_HOST, type Story } from '../world'

const PEOPLE = 11

export const clockSkew: Story = {
  cause: 'clock-skew',
  shows: 'Host api-3 was rebuilt and runs four minutes behind: tokens just issued are from its future. The other hosts are fine.',
  write(world) {
    const random = world.random.fork('skew')
    addChange(world, {
      at: world.hostRebuilt, service: 'billing-api', kind: 'infrastructure', author: 'a.pereira', summary: 'Rebuild api-3 on the new base image',
      labels: ['hosts'], relevance: 34, reasons: ['Host that checks tokens'],
    })
    const name = nameMaker(world, random)
    for (let i = 0; i < PEOPLE; i++) {
      const who = i === 0 ? 'Yara Mahmoud' : name()
      const account = addPerson(world, random, { name: who, email: `${who.toLowerCase().replace(/[^a-z]+/g, '.')}@kestrel-works.example`, team: 'Customers' })
      world.quiet(account)
      goodDays(world, random, account, world.start, world.hostRebuilt)
      const hours = i === 0 ? [33, 28, 9.5, 5, 3.6, 3.4] : [random.int(2, 38), random.int(2, 20)]
      for (const hoursAgo of hours) {
        const at = world.now - hoursAgo * HOUR - random.int(0, 20) * MINUTE
        goodSignIn(world, random, account, at)
        const shared = { account, client: 'web-app', hops: ['edge', 'gateway', 'api'] } as const
        attempt(world, random, {
          ...shared, at: at + 2_000,
          decide: {
            hop: 'api', host: SLOW_HOST, outcome: 'failure', reason: 'token_not_yet_valid', rule: 'nbf', code: 'invalid_token',
            message: 'the token is not valid yet', details: { clockSkewSeconds: SLOW_BY_SECONDS - random.int(0, 5), statusCode: 401, path: '/v1/invoices' },
          },
        })
        const decide = { hop: 'api', outcome: 'success', reason: 'success', message: 'GET /v1/invoices 200' } as const
        attempt(world, random, { ...shared, at: at + 9_000, decide: { ...decide, host: random.pick(['api-1', 'api-2', 'api-4']) } })
      }
    }
    world.ticket({
      minutesAgo: 201, subject: 'Signed in, then told the token is from the future', channel: 'chat', reporterName: 'Yara Mahmoud',
      identifier: 'yara.mahmoud@kestrel-works.example', message: 'The token is not valid yet', statusCode: 401, url: 'https://app.larkfield.example/invoices',
      symptom: 'Sign-in works, then some pages say “the token is not valid yet”. When I reload once or twice it works.',
      scope: 'unknown', lastWorked: 'Two or three days ago', variation: 'Reloading helps, sometimes',
    })
  },
}

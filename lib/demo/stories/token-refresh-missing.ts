import { attempt, goodDays, goodSignIn } from '../attempts'
import { addChange } from '../changes'
import { addPerson } from '../people'
import { DAY, HOUR, MINUTE, SECOND } from '../times'
import type { Story } from '../world'

const NAMES = ['Daniel Weiss', 'Ana Ribeiro', 'Peter Vogel', 'Ruth Hughes', 'Ines Tavares', 'Malik Osei', 'Greta Dahl', 'Luc Bernard', 'Vera Novak']
const LIFETIME = 900

export const tokenRefreshMissing: Story = {
  cause: 'token-refresh-missing',
  shows: 'The dashboard refreshes its token on page load only: calls fail when the page is 15 minutes old, with no refresh in between.',
  write(world) {
    const random = world.random.fork('refresh')
    addChange(world, {
      at: world.now - 9 * DAY, service: 'dashboard', kind: 'deploy', from: '2.6.1', to: '2.7.0',
      summary: 'New data layer: one client for all charts, token refreshed on page load', paths: ['src/api/client.ts', 'src/api/token.ts'],
      labels: ['frontend'], relevance: 72, reasons: ['Touches how the dashboard refreshes its token'],
    })
    for (const name of NAMES) {
      const account = addPerson(world, random, { name, team: 'Finance', groups: ['staff', 'finance'], office: 'London' })
      world.quiet(account)
      goodDays(world, random, account, world.start, world.now - 5 * DAY, { client: 'dashboard', clientVersion: '2.6.1' })
      const rounds = name === 'Daniel Weiss' ? 9 : 4
      for (let round = 0; round < rounds; round++) {
        const loaded = world.now - (round * 6 + 1) * HOUR - random.int(0, 90) * MINUTE
        const client = { client: 'dashboard', clientVersion: '2.7.0' }
        goodSignIn(world, random, account, loaded, client)
        const age = LIFETIME + random.int(0, 5)
        attempt(world, random, {
          ...client, account, at: loaded + age * SECOND, hops: ['api', 'browser'],
          decide: {
            hop: 'browser', service: 'dashboard', outcome: 'failure', reason: 'token_expired', code: 'token_expired', rule: 'exp',
            message: 'GET /v1/usage answered 401: the access token has expired; no refresh was tried',
            details: { pageAgeSeconds: age, tokenLifetimeSeconds: LIFETIME, refreshed: false, statusCode: 401, path: '/v1/usage' },
          },
        })
      }
      world.session(account, { started: world.now - 70 * MINUTE, lastSeen: world.now - 20 * MINUTE })
    }
    world.ticket({
      minutesAgo: 74, subject: 'It logs me out every 15 minutes', channel: 'chat', reporterName: 'Daniel Weiss', identifier: 'daniel.weiss@larkfield.example',
      message: 'Your session has ended. Please sign in again.', statusCode: 401, url: 'https://dashboard.larkfield.example/usage',
      symptom: 'I sit in the dashboard all day. I click a chart and I am back at the sign-in page, about every 15 minutes. When I reload in between it lasts longer.',
      scope: 'unknown', lastWorked: 'Last week or so, before that it never did this', variation: 'Reloading the page keeps it alive',
    })
  },
}

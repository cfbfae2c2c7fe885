import { attempt, goodDays, goodSignIn } from '../attempts'
import { addPerson } from '../people'
import { HOUR } from '../times'
import type { Story } from '../world'

export const tokenAudienceMismatch: Story = {
  cause: 'token-audience-mismatch',
  shows: 'The customer’s client asks for a token of the dashboard and sends it to the billing API.',
  write(world) {
    const random = world.random.fork('audience')
    const account = addPerson(world, random, { name: 'Sven Aalto', email: 'sven.aalto@nordkai.example', team: 'Customers' })
    world.quiet(account)
    goodDays(world, random, account, world.start, world.now - 20 * HOUR)
    for (const hoursAgo of [49, 47, 26, 22, 7.1, 4.5, 4.4, 4.2, 1.1]) {
      const at = world.now - hoursAgo * HOUR
      goodSignIn(world, random, account, at, { client: 'nordkai-reports', hops: ['edge', 'auth'] })
      attempt(world, random, {
        account, at: at + 3_000, client: 'nordkai-reports', clientVersion: '0.4.1', userAgent: 'nordkai-reports/0.4.1', hops: ['edge', 'gateway', 'api'],
        decide: {
          hop: 'api', host: 'api-2', outcome: 'failure', reason: 'token_audience_mismatch', rule: 'aud', code: 'invalid_token',
          message: 'the token is for another audience',
          details: { compared: 'aud', expected: 'https://api.larkfield.example', actual: 'https://dashboard.larkfield.example', statusCode: 401, path: '/v1/invoices' },
        },
      })
    }
    world.ticket({
      minutesAgo: 247, subject: 'API rejects my token', channel: 'email', reporterName: 'Sven Aalto', identifier: account.email,
      message: '401 Unauthorized: invalid_token', statusCode: 401, url: 'https://api.larkfield.example/v1/invoices',
      symptom: 'Our new report job gets a token without trouble, but the API answers 401 invalid_token. The same account works in the browser.',
      scope: 'one_user', lastWorked: 'Never, the job is new', variation: 'Works in the browser, not from the job',
    })
  },
}

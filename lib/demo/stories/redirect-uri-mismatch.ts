import { attempt, goodDays } from '../attempts'
import { addChange, line } from '../changes'
import { addPerson, nameMaker } from '../people'
import { CUSTOMERS } from '../names'
import { DAY, HOUR, MINUTE } from '../times'
import type { Story } from '../world'

const PEOPLE = 18
const RIGHT = 'https://app.larkfield.example/auth/callback'
const WRONG = 'https://app.larkfield.example/callback'
const OUTSIDE = { message: 'Error 400: redirect_uri_mismatch', statusCode: 400 }

export const redirectUriMismatch: Story = {
  cause: 'redirect-uri-mismatch',
  shows: 'The callback of production lacks the segment /auth that staging has and Google knows.',
  write(world) {
    const random = world.random.fork('callback')
    addChange(world, {
      at: world.callbackChanged, service: 'web-app', kind: 'config', author: 'j.quinn', summary: 'Tidy the settings of the web app in production',
      diff: [line('AUTH_CALLBACK_URL', RIGHT, WRONG), line('FEATURE_OLD_MENU', 'true', 'false')], relevance: 83,
      reasons: ['Sets the callback of the sign-in'],
    })
    const name = nameMaker(world, random)
    for (let i = 0; i < PEOPLE; i++) {
      const who = i === 0 ? 'Elif Sahin' : name()
      const email = `${who.toLowerCase().replace(/[^a-z]+/g, '.')}@${random.pick(CUSTOMERS)}`
      const account = addPerson(world, random, { name: who, email, team: 'Customers' }, {
        passwordHashAlgorithm: null, passwordHashParams: null, passwordChangedAt: null,
      })
      world.link(account, 'Google', `1${Array.from({ length: 20 }, () => random.int(0, 9)).join('')}`, Date.parse(account.createdAt))
      world.quiet(account)
      goodDays(world, random, account, world.start, world.callbackChanged - HOUR, { provider: 'Google', hops: ['edge', 'idp', 'auth'] })
      const hours = i === 0 ? [42, 25, 5.2, 5.1] : [random.int(2, 40), random.int(1, 30)]
      for (const hoursAgo of hours) {
        attempt(world, random, {
          account, at: world.now - hoursAgo * HOUR - random.int(1, 25) * MINUTE, provider: 'Google', hops: ['edge', 'idp', 'browser'],
          decide: {
            hop: 'idp', outcome: 'failure', reason: 'redirect_uri_mismatch', message: 'the redirect URI in the request is not registered for this client',
            details: { compared: 'redirect_uri', expected: RIGHT, actual: WRONG, statusCode: 400 },
          },
          outside: OUTSIDE,
        })
      }
    }
    stagingWorks(world, random)
    world.ticket({
      minutesAgo: 300, subject: 'Redirect error, only in production', channel: 'email', reporterName: 'Elif Sahin',
      identifier: world.accounts.find((account) => account.name === 'Elif Sahin')?.email ?? '', ...OUTSIDE,
      url: 'https://accounts.google.example/signin/oauth/error',
      symptom: '“Continue with Google” ends at an error page. On your staging system, which we test with, the same button works.',
      scope: 'several_users', lastWorked: 'Three days ago', lastWorkedMs: world.now - 3 * DAY, variation: 'Works on staging, fails in production',
    })
  },
}

function stagingWorks(world: Parameters<Story['write']>[0], random: Parameters<typeof goodDays>[1]): void {
  for (const who of ['Elif Sahin', 'Bruno Castro', 'Karin Eriksen']) {
    const email = world.accounts.find((account) => account.name === who)?.email ?? `${who.toLowerCase().replace(' ', '.')}@tidewell.example`
    const account = addPerson(world, random, { name: who, email, team: 'Customers', environment: 'staging' }, { passwordHashAlgorithm: null, passwordHashParams: null, passwordChangedAt: null })
    world.link(account, 'Google', `2${Array.from({ length: 20 }, () => random.int(0, 9)).join('')}`, Date.parse(account.createdAt))
    world.quiet(account)
    goodDays(world, random, account, world.start, world.now - HOUR, { provider: 'Google', hops: ['edge', 'idp', 'auth'] })
  }
}

import { attempt, goodDays } from '../attempts'
import { addPerson, FIREFOX, SAFARI } from '../people'
import { HOUR } from '../times'
import type { Story } from '../world'

const NAMES = ['Nora Blum', 'Simon Greene', 'Farah Darwish']

export const thirdPartyCookieBlocked: Story = {
  cause: 'third-party-cookie-blocked',
  shows: 'The sign-in runs in a frame of the customer’s portal: Safari does not send the cookie, Firefox does.',
  write(world) {
    const random = world.random.fork('cookie')
    for (const name of NAMES) {
      const account = addPerson(world, random, { name, email: `${name.toLowerCase().replace(' ', '.')}@brightwater.example`, team: 'Customers' })
      world.quiet(account)
      const good = { outcome: 'success', reason: 'success', details: { browser: 'Firefox', embedded: true, cookiePresent: true } } as const
      goodDays(world, random, account, world.start, world.now - HOUR, { userAgent: FIREFOX, decide: { hop: 'auth', ...good } })
      for (const hoursAgo of name === 'Nora Blum' ? [70, 47, 28, 23, 6, 3.1, 2.4] : [40, 20]) {
        const at = world.now - hoursAgo * HOUR
        attempt(world, random, {
          account, at, userAgent: SAFARI, hops: ['edge', 'gateway', 'auth', 'browser'],
          decide: {
            hop: 'auth', outcome: 'failure', reason: 'cookie_missing', rule: 'flow_cookie', message: 'the answer to the form came without the cookie of the flow',
            details: { browser: 'Safari', embedded: true, cookiePresent: false, statusCode: 400 },
          },
          outside: { message: 'Something went wrong. Please try again.', statusCode: 400 },
        })
        if (hoursAgo > 3 && name === 'Nora Blum') {
          attempt(world, random, { account, at: at + 240_000, userAgent: FIREFOX, hops: ['edge', 'user_store', 'auth'], decide: { hop: 'auth', ...good } })
          world.signedIn(account, at + 240_000)
        }
      }
    }
    world.ticket({
      minutesAgo: 141, subject: 'Works in Firefox, not in Safari', channel: 'web', reporterName: 'Nora Blum', identifier: 'nora.blum@brightwater.example',
      message: 'Something went wrong. Please try again.', statusCode: 400, url: 'https://login.larkfield.example/login?embed=1',
      symptom: 'In our portal I can sign in with Firefox. With Safari the form comes back again and again.',
      scope: 'one_user', lastWorked: 'In Firefox an hour ago', variation: 'Works in Firefox, never in Safari',
    })
  },
}

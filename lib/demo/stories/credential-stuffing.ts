import { attempt, goodDays, SHOWN_HOPS } from '../attempts'
import { FAMILY, GIVEN } from '../names'
import { addPerson } from '../people'
import type { AccountRow } from '../rows'
import { HOUR, MINUTE } from '../times'
import type { Random } from '../random'
import type { Story, World } from '../world'

const TRIES = 2_300
const SOURCES = ['198.51.100.23', '198.51.100.24', '198.51.100.31', '198.51.100.77', '198.51.100.78', '198.51.100.140']
const AGENT = 'python-requests/2.32.3'
const DOMAINS = ['mail.example', 'inbox.example', 'post.example', 'webmail.example']
/** Hours for which it has been running. */
const HOURS = 26

function knock(world: World, random: Random, account: AccountRow | null, attempted: string, at: number, good = false): void {
  attempt(world, random, {
    ...(account ? { account } : {}), attempted, at, ip: random.pick(SOURCES), userAgent: AGENT, country: 'BR', hops: account ? ['edge', 'user_store', 'auth'] : ['edge', 'auth'],
    decide: good
      ? { hop: 'auth', outcome: 'success', reason: 'success', message: 'signed in' }
      : {
          hop: 'auth', outcome: 'failure', reason: account ? 'bad_password' : 'unknown_user', rule: account ? 'password_mismatch' : 'account_exists',
          details: { statusCode: 401, ...(account ? { hashAlgorithm: account.passwordHashAlgorithm ?? 'bcrypt' } : {}) },
        },
  })
}

/** Runs after everybody is there: it tries known people, too. */
export const credentialStuffing: Story = {
  cause: 'credential-stuffing',
  shows: 'A list of leaked names from six addresses of one range: most names belong to nobody, hardly one gets in.',
  write(world) {
    const random = world.random.fork('stuffing')
    const from = world.now - HOURS * HOUR
    const victim = addPerson(world, random, { name: 'Irene Papadaki', email: 'irene.papadaki@harrow-lane.example', team: 'Customers' }, {
      passwordHashAlgorithm: 'bcrypt', passwordHashParams: { cost: 12 },
    })
    world.quiet(victim)
    goodDays(world, random, victim, world.start, world.now - 30 * HOUR)
    const known = random.sample(
      world.accounts.filter((each) => each.environment === 'production' && each.team === 'Customers' && !world.quietFrom.has(each.id) && each.passwordHashAlgorithm),
      Math.ceil(130 * world.scale),
    )
    const tries = Math.ceil(TRIES * world.scale)
    for (let i = 0; i < tries; i++) {
      const at = Math.floor(from + ((world.now - 3 * MINUTE - from) * (i + random.next())) / tries)
      const account = random.chance(0.09) ? random.pick(known) : null
      const name = `${random.pick(GIVEN)}.${random.pick(FAMILY)}${random.int(1, 99)}`.toLowerCase()
      knock(world, random, account, account?.email ?? `${name}@${random.pick(DOMAINS)}`, at)
    }
    for (const account of known.slice(0, 3)) knock(world, random, account, account.email, from + random.int(60, 900) * MINUTE, true)
    for (const hoursAgo of [25, 21, 14, 9.5, 6.2, 3.5]) knock(world, random, victim, victim.email, world.now - hoursAgo * HOUR)
    attempt(world, random, {
      account: victim, at: world.now - 2.6 * HOUR, ip: '198.51.100.77', userAgent: AGENT, country: 'BR', hops: SHOWN_HOPS,
      decide: { hop: 'auth', outcome: 'success', reason: 'success', message: 'signed in from a country not seen before' },
    })
    world.session(victim, { started: world.now - 2.6 * HOUR, lastSeen: world.now - 2.4 * HOUR, label: 'python-requests, BR', ip: '198.51.100.77', country: 'BR' })
    world.signedIn(victim, world.now - 2.6 * HOUR)
    world.ticket({
      minutesAgo: 83, subject: 'Strange failed sign-ins on my account', channel: 'email', reporterName: 'Irene Papadaki', identifier: victim.email,
      url: 'https://app.larkfield.example/settings/security', message: 'Sign-in from a new place: Brazil',
      symptom: 'The list of sign-ins shows failed tries from Brazil all day and one that worked. I have never been there. Is my account safe?',
      scope: 'unknown', lastWorked: 'I can still sign in',
    })
  },
}

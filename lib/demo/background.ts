import type { Hop } from '@/lib/evidence/vocabulary'
import { attempt, badPassword, type Attempt } from './attempts'
import { FAMILY } from './names'
import type { AccountRow, FactorRow } from './rows'
import { HOUR, iso, MINUTE, SECOND } from './times'
import { vendorLine } from './vendor-lines'
import type { Random } from './random'
import type { World } from './world'

/** Attempts of everybody whom no story names: with four records each on average, over 150,000 events. */
const ATTEMPTS = 34_200

/** Share of a day's sign-ins by hour (UTC) and of a week's by weekday (Sunday first), as an office shows them. */
const HOURS = [2, 1, 1, 1, 2, 5, 14, 38, 92, 100, 72, 60, 54, 66, 62, 52, 44, 34, 22, 16, 13, 10, 7, 4]
const WEEKDAYS = [0.16, 1.15, 1.05, 1, 0.98, 0.86, 0.22]

type Someone = { account: AccountRow; provider: string | null; factor: FactorRow | null; keen: number }

/** Sign-ins in the rhythm of offices: most succeed, some people mistype, a few give up. */
export function addBackground(world: World, random: Random): void {
  const crowd = { production: people(world, random, 'production'), staging: people(world, random, 'staging'), test: people(world, random, 'test') }
  const hours: { at: number; weight: number }[] = []
  for (let at = world.start; at < world.now; at += HOUR) {
    const time = new Date(at)
    hours.push({ at, weight: (HOURS[time.getUTCHours()] ?? 1) * (WEEKDAYS[time.getUTCDay()] ?? 1) * Math.min(1, (world.now - at) / HOUR) })
  }
  const total = hours.reduce((sum, hour) => sum + hour.weight, 0)
  let owed = 0
  for (const hour of hours) {
    const length = Math.min(HOUR, world.now - hour.at)
    for (owed += (ATTEMPTS * world.scale * hour.weight) / total; owed >= 1; owed--) {
      const draw = random.next()
      const environment = draw < 0.91 ? 'production' : draw < 0.985 ? 'staging' : 'test'
      const at = Math.floor(hour.at + random.next() * length)
      const who = random.pick(crowd[environment])
      if ((world.quietFrom.get(who.account.id) ?? Infinity) > at) someoneSignsIn(world, random, who, at, environment)
    }
  }
}

function people(world: World, random: Random, environment: string): Someone[] {
  const factors = new Map(world.factors.filter((each) => each.kind !== 'recovery_codes').map((each) => [each.accountId, each]))
  const names = new Map(world.providers.map((each) => [each.id, each.name]))
  const links = new Map(world.identities.map((each) => [each.accountId, names.get(each.providerId) ?? null]))
  return world.accounts
    .filter((account) => account.environment === environment && world.quietFrom.get(account.id) !== 0)
    .map((account) => ({
      account,
      provider: links.get(account.id) ?? null,
      factor: factors.get(account.id) ?? null,
      keen: random.next(),
    }))
    // Half of the people sign in three times as often as the other half.
    .flatMap((someone) => (someone.keen > 0.5 ? [someone, someone, someone] : [someone]))
}

function someoneSignsIn(world: World, random: Random, who: Someone, at: number, environment: string): void {
  const { account } = who
  const draw = random.next()
  if (draw < 0.012) return typo(world, random, account, at, environment)
  if (draw < 0.014) return gaveUp(world, random, account, at, environment)
  if (who.provider) return throughProvider(world, random, who, at, environment)
  if (draw < 0.04) badPassword(world, random, account, at - 40 * SECOND, { hops: ['edge', 'user_store', 'auth'] })
  if (who.factor) withFactor(world, random, who, at, environment, draw > 0.97)
  else signIn(world, random, account, at, environment)
  if (random.chance(0.3)) apiCall(world, random, account, at + random.int(20, 600) * SECOND, environment)
}

function signIn(world: World, random: Random, account: AccountRow, at: number, environment: string): void {
  const hops: readonly Hop[] = random.chance(0.3) ? ['edge', 'gateway', 'user_store', 'auth'] : ['edge', 'user_store', 'auth']
  attempt(world, random, { account, at, environment, hops, decide: { hop: 'auth', outcome: 'success', reason: 'success' } })
  world.signedIn(account, at)
}

/** The name with a slip of the finger: belongs to nobody. */
function typo(world: World, random: Random, account: AccountRow, at: number, environment: string): void {
  const [name = '', domain = ''] = account.email.split('@')
  const attempted = `${name.slice(0, -1)}${random.pick(FAMILY).slice(-1)}${name.slice(-1)}@${domain}`
  const place = world.place(account)
  attempt(world, random, {
    at,
    attempted,
    environment,
    ip: place.ip,
    userAgent: place.userAgent,
    country: place.country,
    hops: ['edge', 'user_store', 'auth'],
    decide: { hop: 'auth', outcome: 'failure', reason: 'unknown_user', rule: 'account_exists', details: { statusCode: 401 } },
  })
}

function gaveUp(world: World, random: Random, account: AccountRow, at: number, environment: string): void {
  const reason = random.pick(['user_cancelled', 'login_flow_expired'] as const)
  attempt(world, random, { account, at, environment, hops: ['auth'], decide: { hop: 'auth', outcome: 'failure', reason } })
}

function withFactor(world: World, random: Random, who: Someone, at: number, environment: string, slip: boolean): void {
  const { account, factor } = who
  if (!factor) return
  const details = { factorId: factor.id, factorLabel: factor.label, factorKind: factor.kind }
  const shared: Attempt = {
    account,
    at,
    environment,
    hops: ['edge', 'user_store', 'auth'],
    decide: { hop: 'auth', outcome: 'challenge', reason: 'mfa_required', details },
  }
  attempt(world, random, shared)
  const typed = factor.kind === 'totp' || factor.kind === 'sms'
  if (slip && typed) {
    const decide = { hop: 'auth', outcome: 'failure', reason: 'mfa_code_invalid', rule: 'code_compare', details } as const
    attempt(world, random, { ...shared, at: at + 20 * SECOND, hops: ['auth'], decide })
  }
  const offset = factor.kind === 'totp' ? { totpOffsetSteps: random.chance(0.88) ? 0 : random.pick([-1, 1]) } : {}
  const decide = { hop: 'auth', outcome: 'success', reason: 'success', details: { ...details, ...offset } } as const
  attempt(world, random, { ...shared, at: at + random.int(30, 55) * SECOND, hops: ['auth'], decide })
  world.signedIn(account, at)
  if (factor.lastUsedAt === null || factor.lastUsedAt < iso(at)) factor.lastUsedAt = iso(at)
}

function throughProvider(world: World, random: Random, who: Someone, at: number, environment: string): void {
  const { account, provider } = who
  if (!provider) return
  const ok = { outcome: 'success', reason: 'success' } as const
  const traceId = attempt(world, random, { account, at, environment, provider, hops: ['edge', 'auth'], decide: { hop: 'auth', ...ok } })
  const place = world.place(account)
  const line = vendorLine(provider, { account, at, ip: place.ip, userAgent: place.userAgent, country: place.country, traceId })
  world.event({
    ms: at - 2 * SECOND,
    environment,
    hop: 'idp',
    traceId,
    ...ok,
    attempted: account.email,
    accountId: account.id,
    provider,
    ip: place.ip,
    userAgent: place.userAgent,
    country: place.country,
    ...line,
  })
  world.signedIn(account, at)
}

/** A call with the token of the session. On a host whose clock is right it simply works. */
function apiCall(world: World, random: Random, account: AccountRow, at: number, environment: string): void {
  if (at > world.now - MINUTE) return
  const decide = { hop: 'api', outcome: 'success', reason: 'success', message: 'GET /v1/invoices 200' } as const
  attempt(world, random, { account, at, environment, hops: ['api'], decide })
}

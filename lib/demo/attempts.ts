import type { EventDetails } from '@/lib/evidence/event'
import type { Hop, Outcome, Reason } from '@/lib/evidence/vocabulary'
import type { AccountRow, DemoEvent } from './rows'
import { DAY, HOUR, iso, MINUTE } from './times'
import type { Random } from './random'
import type { World } from './world'

/** Which service writes the records of a hop, and on which hosts. */
const HOPS: Record<Hop, { service?: string; hosts: readonly string[]; ms: readonly [number, number] }> = {
  browser: { service: 'web-app', hosts: [], ms: [180, 900] },
  edge: { service: 'api-gateway', hosts: ['edge-1', 'edge-2'], ms: [1, 6] },
  gateway: { service: 'api-gateway', hosts: ['gw-1', 'gw-2'], ms: [3, 14] },
  auth: { service: 'auth-service', hosts: ['auth-1', 'auth-2', 'auth-3'], ms: [60, 240] },
  user_store: { service: 'auth-service', hosts: ['userdb-1', 'userdb-2'], ms: [2, 11] },
  idp: { service: 'auth-service', hosts: ['idp-gw-1'], ms: [120, 700] },
  mail: { service: 'notifications', hosts: ['mail-1'], ms: [20, 90] },
  api: { service: 'billing-api', hosts: ['api-1', 'api-2', 'api-3', 'api-4'], ms: [8, 60] },
}

/** The sentence that each hop on the way logs when it did its part. */
const PASSED: Partial<Record<Hop, string>> = {
  edge: 'POST /login forwarded',
  gateway: 'routed to auth-service',
  user_store: 'SELECT account: 1 row',
  idp: 'assertion received',
}

export type Attempt = {
  at: number
  account?: AccountRow
  /** As typed; the account's e-mail where not given. */
  attempted?: string
  environment?: string
  client?: string
  clientVersion?: string
  provider?: string
  ip?: string
  userAgent?: string
  country?: string
  /** Hops in their order; the decision is made at the one named in `decide`. */
  hops: readonly Hop[]
  decide: {
    hop: Hop
    service?: string
    host?: string
    outcome: Outcome
    reason: Reason
    code?: string
    rule?: string
    message?: string
    details?: EventDetails
  }
  /** What the person was shown: generic, while the deciding hop says why. */
  outside?: { message: string; statusCode: number }
}

function base(world: World, attempt: Attempt): Partial<DemoEvent> {
  const place = attempt.account ? world.places.get(attempt.account.id) : undefined
  const attempted = attempt.attempted ?? attempt.account?.email
  const ip = attempt.ip ?? place?.ip
  const userAgent = attempt.userAgent ?? place?.userAgent
  const country = attempt.country ?? place?.country
  return {
    client: attempt.client ?? 'web-app',
    ...(attempted === undefined ? {} : { attempted }),
    ...(attempt.account ? { accountId: attempt.account.id } : {}),
    ...(attempt.clientVersion ? { clientVersion: attempt.clientVersion } : {}),
    ...(attempt.provider ? { provider: attempt.provider } : {}),
    ...(ip ? { ip } : {}),
    ...(userAgent ? { userAgent } : {}),
    ...(country ? { country } : {}),
  }
}

/** Writes one attempt as a trace: each hop on the way, the one that decided, and what the browser showed. */
export function attempt(world: World, random: Random, given: Attempt): string {
  const environment = given.environment ?? 'production'
  const traceId = world.trace()
  const shared = base(world, given)
  // Behind the edge a request or a query is seen, not a browser.
  const inside: Partial<DemoEvent> = {
    ...(shared.attempted === undefined ? {} : { attempted: shared.attempted }),
    ...(shared.accountId === undefined ? {} : { accountId: shared.accountId }),
  }
  const written: DemoEvent[] = []
  for (const hop of given.hops) {
    const { service, hosts, ms: range } = HOPS[hop]
    const decides = hop === given.decide.hop
    const owner = (decides ? given.decide.service : undefined) ?? service
    const version = owner === undefined ? undefined : world.versionAt(environment, owner, given.at)
    const host = (decides ? given.decide.host : undefined) ?? (hosts.length > 0 ? random.pick(hosts) : undefined)
    const event: DemoEvent = {
      ...(hop === 'user_store' || hop === 'gateway' ? inside : shared),
      ms: given.at,
      environment,
      hop,
      traceId,
      durationMs: random.int(range[0], range[1]),
      outcome: 'info',
      reason: 'success',
      ...(owner ? { service: owner } : {}),
      ...(version ? { version } : {}),
      ...(host ? { host: environment === 'production' ? host : `${environment}-${host}` } : {}),
    }
    written.push({ ...event, ...(decides ? decision(given) : passing(hop, given)) })
  }
  for (const event of nest(written, given.at)) world.event(event)
  return traceId
}

/** Which hops a hop waits for before it answers: a call lies within the one that made it. */
const CALLERS: readonly Hop[] = ['browser', 'edge', 'gateway', 'auth', 'api']

/** Gives each hop the time of what it called on top of its own, and its place within its caller. Mail goes its own way. */
function nest(events: readonly DemoEvent[], at: number): DemoEvent[] {
  const took = (event: DemoEvent) => event.durationMs ?? 0
  const callers = CALLERS.flatMap((hop) => events.find((event) => event.hop === hop) ?? [])
  const called = events.filter(({ hop }) => hop === 'user_store' || hop === 'idp')
  let inner = called.reduce((sum, event) => sum + took(event), 0)
  const durations = new Map<DemoEvent, number>()
  for (const event of [...callers].reverse()) {
    inner += took(event)
    durations.set(event, inner)
  }
  const starts = new Map<DemoEvent, number>()
  let ms = at
  for (const event of callers) {
    starts.set(event, ms)
    ms += Math.ceil(took(event) / 3)
  }
  for (const event of called) {
    starts.set(event, ms)
    ms += took(event)
  }
  return events.map((event) => {
    const start = starts.get(event) ?? event.ms
    const durationMs = durations.get(event) ?? took(event)
    // A page logs what it showed once it has shown it; a server logs a request as it comes.
    return { ...event, ms: event.hop === 'browser' ? start + durationMs : start, durationMs }
  })
}

function decision({ decide }: Attempt): Partial<DemoEvent> {
  return {
    outcome: decide.outcome,
    reason: decide.reason,
    ...(decide.code ? { code: decide.code } : decide.outcome === 'failure' ? { code: decide.reason } : {}),
    ...(decide.rule ? { rule: decide.rule } : {}),
    ...(decide.message ? { message: decide.message } : {}),
    ...(decide.details ? { details: decide.details } : {}),
  }
}

function passing(hop: Hop, { outside, decide }: Attempt): Partial<DemoEvent> {
  if (hop === 'browser' && outside) {
    return { message: `shown: ${outside.message}`, details: { statusCode: outside.statusCode } }
  }
  if (hop === 'user_store' && decide.reason === 'unknown_user') return { message: 'SELECT account: 0 rows' }
  const message = PASSED[hop]
  return message ? { message } : {}
}

export const PASSWORD_HOPS = ['edge', 'gateway', 'user_store', 'auth'] as const satisfies readonly Hop[]
/** With the browser last, where what was shown is known. */
export const SHOWN_HOPS = [...PASSWORD_HOPS, 'browser'] as const satisfies readonly Hop[]
export const GENERIC = { message: 'Invalid username or password.', statusCode: 401 }

/** A good sign-in with a password. */
export function goodSignIn(world: World, random: Random, account: AccountRow, at: number, more: Partial<Attempt> = {}): void {
  if (at > world.now - MINUTE) return
  attempt(world, random, {
    account,
    at,
    environment: account.environment,
    hops: ['edge', 'user_store', 'auth'],
    decide: { hop: 'auth', outcome: 'success', reason: 'success', message: 'signed in' },
    ...more,
  })
  world.signedIn(account, at)
}

/** Good sign-ins on working days between two times, so that the account has a past. Returns the time of the last. */
export function goodDays(
  world: World,
  random: Random,
  account: AccountRow,
  from: number,
  to: number,
  more: Partial<Attempt> = {},
): number {
  let last = from
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    const weekday = new Date(day).getUTCDay()
    const at = day + 8 * HOUR + random.int(0, 540) * MINUTE
    const works = random.chance(weekday === 0 || weekday === 6 ? 0.1 : 0.75)
    if (!works || at < from || at > to) continue
    goodSignIn(world, random, account, at, more)
    last = at
  }
  return last
}

/** A password that did not match, of someone who simply mistyped or forgot. */
export function badPassword(world: World, random: Random, account: AccountRow, at: number, more: Partial<Attempt> = {}): void {
  attempt(world, random, {
    account,
    at,
    environment: account.environment,
    hops: SHOWN_HOPS,
    decide: {
      hop: 'auth',
      outcome: 'failure',
      reason: 'bad_password',
      rule: 'password_mismatch',
      message: 'password does not match the stored hash',
      details: { hashAlgorithm: account.passwordHashAlgorithm ?? 'bcrypt', statusCode: 401 },
    },
    outside: GENERIC,
    ...more,
  })
}

/** An attempt refused because the account is locked; outside, the message stays generic. */
export function lockedOut(world: World, random: Random, account: AccountRow, at: number, lockedUntil: number, count = 3): void {
  attempt(world, random, {
    account,
    at,
    hops: SHOWN_HOPS,
    decide: {
      hop: 'auth',
      outcome: 'failure',
      reason: 'account_locked',
      rule: 'lockout_threshold',
      message: `locked after ${count} failed tries`,
      details: { count, limit: 3, windowSeconds: 900, lockedUntil: iso(lockedUntil), statusCode: 401 },
    },
    outside: GENERIC,
  })
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { earliestOf, onsetOf } from '@/lib/services/patterns/began-at'
import { testDatabase } from '@/lib/testing/database'
import { clearDemo, demoState, markDemo } from './demo-state'
import { buildDemo, fillDemo } from './fill-demo'
import { DAY, HOUR, inLondon, MINUTE, waveStart } from './times'

const NOW = new Date('2026-11-24T13:30:00Z')
const SMALL = 0.1

let db: Database
const assessed: string[] = []

beforeAll(async () => {
  db = await testDatabase()
  await fillDemo(db, { now: NOW, scale: SMALL, assess: async (id) => void assessed.push(id) })
}, 120_000)
afterAll(() => db.close())

async function rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await db.pool.query<T & Record<string, unknown>>(text, values)).rows
}
async function count(text: string, values: unknown[] = []): Promise<number> {
  const [row] = await rows<{ n: string }>(`SELECT count(*) AS n FROM ${text}`, values)
  return Number(row?.n)
}
/** Failures of the account that a ticket names, newest first. */
async function failures(identifier: string) {
  return rows<{ reason: string; rule: string | null; hop: string; details: Record<string, unknown>; at: Date }>(
    `SELECT reason, rule, hop::text, details, at FROM auth_event WHERE attempted_key = $1 AND environment = 'production' AND outcome = 'failure' ORDER BY at DESC`,
    [identifier],
  )
}
const account = async (email: string) => (await db.prisma.account.findFirst({ where: { emailKey: email, environment: 'production' }, include: { factors: true, sessions: true } }))
const ticket = async (subject: string) => {
  const found = await db.prisma.ticket.findFirst({ where: { subject }, include: { experience: true } })
  if (!found) throw new Error(`No ticket “${subject}”`)
  return found
}

describe('the generator', () => {
  it('makes the same company of the same seed and time, and another of another seed', () => {
    const plain = (seed: number) => {
      const { accounts, events, changes, tickets, factors, sessions } = buildDemo(NOW, seed, 0.05)
      return JSON.stringify({ accounts, events, changes, tickets, factors, sessions })
    }
    expect(plain(1)).toBe(plain(1))
    expect(plain(1)).not.toBe(plain(2))
  })

  it('reaches the size of a company at full scale', () => {
    const world = buildDemo(NOW)
    const of = (environment: string) => world.accounts.filter((each) => each.environment === environment).length
    expect(of('production')).toBeGreaterThanOrEqual(2_000)
    expect(of('staging')).toBeGreaterThanOrEqual(300)
    expect(world.events.length).toBeGreaterThanOrEqual(150_000)
    expect(world.changes.length).toBeGreaterThanOrEqual(120)
    expect(world.providers.filter((each) => each.environment === 'production')).toHaveLength(4)
    expect(new Set(world.events.map((event) => event.hop)).size).toBe(8)
    const good = world.events.filter((event) => event.hop === 'auth' && event.outcome === 'success').length
    const bad = world.events.filter((event) => event.outcome === 'failure').length
    expect(bad).toBeLessThan(good / 4)
  })

  it.each(['2026-11-23T09:20:00Z', '2026-11-23T13:00:00Z', '2026-11-28T03:10:00Z', '2026-11-29T22:00:00Z', '2026-03-29T10:00:00Z', '2026-10-26T08:30:00Z'])(
    'keeps the wave going and everything in the past when it is %s',
    (now) => {
      const time = new Date(now)
      const world = buildDemo(time, 1, 0.05)
      const wave = waveStart(time.getTime())
      expect(inLondon(wave)).toEqual({ weekday: 1, minute: 540 })
      const since = (from: number) =>
        new Set(world.events.filter((event) => event.rule === 'no_verifier' && event.ms >= from).map((event) => event.accountId)).size
      expect(since(wave)).toBeGreaterThanOrEqual(40)
      expect(since(time.getTime() - DAY)).toBeGreaterThanOrEqual(40)
      expect(Math.max(...world.events.map((event) => event.receivedMs ?? event.ms))).toBeLessThan(time.getTime())
      expect(world.changes.filter((change) => change.at > time.toISOString())).toEqual([])
      const recent = world.blocks.map((block) => time.getTime() - Date.parse(block.createdAt))
      expect(Math.max(...recent)).toBeLessThan(30 * HOUR)
    },
  )

  it('has people who are in again since the wave began, whatever minute of the day it is', () => {
    const now = Date.parse('2026-11-29T22:00:00Z')
    const { accounts, events } = buildDemo(new Date(now), 1, 0.05)
    const wave = events.filter((event) => event.rule === 'no_verifier')
    const readable = new Set(accounts.filter((account) => account.passwordHashAlgorithm === 'bcrypt').map(({ id }) => id))
    const helped = wave.filter(({ accountId }) => accountId && readable.has(accountId)).map(({ ms }) => ms)
    expect(helped).toHaveLength(2)
    for (let minute = 0; minute < DAY / MINUTE; minute += 1) {
      const until = now - minute * MINUTE
      const within = (from: number, to: number) => wave.filter(({ ms }) => ms > until - from * DAY && ms <= until - to * DAY)
      const days = Array.from({ length: 14 }, (_, back) => ({ back, people: new Set(within(back + 1, back).map(({ accountId }) => accountId)).size }))
      const back = earliestOf(days, 0) ?? expect.fail('nothing out of the ordinary')
      const firsts = new Map(within(back + 2, back).toSorted((a, b) => b.ms - a.ms).map(({ accountId, ms }) => [accountId, ms]))
      const began = onsetOf([...firsts.values()].toSorted((a, b) => a - b).map((ms) => new Date(ms)), 0)
      expect(began?.getTime(), new Date(until).toISOString()).toBeLessThanOrEqual(Math.min(...helped))
    }
  })
})

describe('the filled database', () => {
  it('holds together', async () => {
    expect(await count(`auth_event WHERE account_id IS NOT NULL AND account_id NOT IN (SELECT id FROM account)`)).toBe(0)
    expect(await count(`auth_event WHERE at > $1 OR received_at < at`, [NOW])).toBe(0)
    expect(await count(`change WHERE at > $1`, [NOW])).toBe(0)
    expect(await count(`auth_event e JOIN account a ON a.id = e.account_id WHERE a.environment <> e.environment`)).toBe(0)
    const [sum] = await rows<{ n: string }>('SELECT sum(count) AS n FROM event_hour')
    expect(Number(sum?.n)).toBe(await count('auth_event'))
    const [fives] = await rows<{ n: string; delivered: string }>('SELECT sum(count) AS n, sum(delivered) AS delivered FROM event_rollup')
    expect(Number(fives?.n)).toBe(await count('auth_event'))
    expect(Number(fives?.delivered)).toBe(await count(`auth_event WHERE hop = 'mail' AND details ? 'deliverySeconds'`))
    expect(await count(`pg_index WHERE indrelid = 'auth_event'::regclass AND indisvalid`)).toBe(9)
  })

  it('shows demo agents with four roles, and asks for an assessment of each ticket that is not solved', async () => {
    const agents = await db.prisma.agent.findMany()
    expect(agents.map((agent) => agent.role).sort()).toEqual(['admin', 'agent', 'approver', 'viewer'])
    expect(agents.every((agent) => agent.isDemo && agent.passwordHash?.startsWith('$argon2id$'))).toBe(true)
    expect(assessed).toHaveLength(await count(`ticket WHERE status <> 'solved'`))
    expect(new Set(assessed).size).toBe(assessed.length)
  })

  it('opens with the locked account as the oldest open ticket', async () => {
    const oldest = await db.prisma.ticket.findFirstOrThrow({ where: { status: 'open' }, orderBy: { createdAt: 'asc' }, include: { account: true } })
    expect(oldest.subject).toBe('Locked after three tries')
    expect(oldest.account?.lockedUntil?.getTime()).toBeGreaterThan(NOW.getTime() + DAY)
    const seen = (await failures('omar.said@larkfield.example')).map((event) => event.reason)
    expect(seen.filter((reason) => reason === 'bad_password')).toHaveLength(3)
    expect(seen[0]).toBe('account_locked')
  })

  it('ties each ticket to its account by exact match, and the one of staging to none', async () => {
    expect(await count('ticket WHERE account_id IS NULL')).toBe(1)
    expect((await ticket('Account not found, but I signed up')).accountId).toBeNull()
    expect(await count(`account WHERE email_key = 'nadia.rahman@solvista.example' AND environment = 'staging' AND email_verified_at IS NOT NULL`)).toBe(1)
  })

  it('leaves a complete demo alone, and refuses a database with other things in it', async () => {
    expect(await demoState(db)).toMatchObject({ state: 'complete', empty: false, at: NOW })
    expect(await fillDemo(db, { now: NOW, scale: SMALL })).toBeNull()
  })
})

const LATEST: readonly (readonly [subject: string, reason: string, hop: string, details: Record<string, unknown>])[] = [
  ['Reset my password twice, still invalid', 'bad_password', 'auth', { hashAlgorithm: 'argon2id', verifiers: ['bcrypt', 'scrypt'] }],
  ['It logs me out every 15 minutes', 'token_expired', 'browser', { tokenLifetimeSeconds: 900, refreshed: false }],
  ['Codes work one day, not the next', 'mfa_code_invalid', 'auth', { totpOffsetSteps: -4 }],
  ['The SMS comes too late', 'mfa_code_expired', 'auth', { validitySeconds: 120, factorKind: 'sms' }],
  ['It wants a code from my old phone', 'mfa_code_invalid', 'auth', { factorLabel: 'Galaxy S9' }],
  ['Access denied since the new sign-in page', 'group_not_mapped', 'auth', { compared: 'groups', expected: 'atlas-analysts' }],
  ['Nobody at Contoso gets in', 'saml_signature_invalid', 'auth', { compared: 'certificate' }],
  ['Too many requests, whole office', 'rate_limited', 'edge', { statusCode: 429, limit: 6 }],
  ['Locked again and again since I changed my password', 'refresh_token_invalid', 'auth', {}],
  ['Works in Firefox, not in Safari', 'cookie_missing', 'auth', { browser: 'Safari', embedded: true, cookiePresent: false }],
  ['Redirect error, only in production', 'redirect_uri_mismatch', 'idp', { compared: 'redirect_uri' }],
  ['Account not found, but I signed up', 'unknown_user', 'auth', {}],
  ['Never got in since I registered', 'email_not_verified', 'auth', {}],
  ['Contractor, suddenly invalid password', 'account_expired', 'auth', {}],
  ['API rejects my token', 'token_audience_mismatch', 'api', { compared: 'aud' }],
  ['Signed in, then told the token is from the future', 'token_not_yet_valid', 'api', {}],
  ['I think I forgot which password', 'bad_password', 'auth', { hashAlgorithm: 'bcrypt' }],
  ['Strange failed sign-ins on my account', 'bad_password', 'auth', {}],
]

describe('the stories, from the ticket', () => {
  it.each(LATEST)('%s', async (subject, reason, hop, details) => {
    const { identifier, experience } = await ticket(subject)
    expect(experience?.symptom).toBeTruthy()
    const [latest] = await failures(identifier ?? '')
    expect(latest).toMatchObject({ reason, hop, details })
    expect(NOW.getTime() - (latest?.at.getTime() ?? 0)).toBeLessThan(36 * HOUR)
  })

  it('the wave shares the algorithm of the hash', async () => {
    const hit = await rows<{ algorithm: string; n: string }>(
      `SELECT a.password_hash_algorithm AS algorithm, count(DISTINCT a.id) AS n FROM auth_event e JOIN account a ON a.id = e.account_id
       WHERE e.rule = 'no_verifier' GROUP BY 1 ORDER BY 2 DESC`,
    )
    expect(hit[0]?.algorithm).toBe('argon2id')
    expect(Number(hit[0]?.n)).toBe(await count(`account WHERE environment = 'production' AND password_hash_algorithm = 'argon2id'`))
    const verify = await db.prisma.configValue.findFirstOrThrow({ where: { key: 'PASSWORD_HASH_VERIFY', environment: 'production' } })
    expect(verify.value).toBe('bcrypt,scrypt')
    const rollback = await db.prisma.change.findFirstOrThrow({ where: { kind: 'rollback' } })
    expect(inLondon(rollback.at.getTime()).weekday).toBe(6)
    expect([rollback.from, rollback.to]).toEqual(['4.12.0', '4.11.3'])
  })

  it('records say what the engineer must see', async () => {
    const lila = await account('lila.haddad@larkfield.example')
    expect(lila?.factors).toHaveLength(1)
    const ruth = await account('ruth.adeyemi@larkfield.example')
    expect(ruth?.factors.map((factor) => [factor.label, factor.isDefault]).sort()).toEqual([['Galaxy S9', true], ['Pixel 9', false]])
    const greta = await account('greta.larsen@larkfield.example')
    const old = greta?.sessions.filter((session) => session.endedAt === null && session.startedAt < (greta.passwordChangedAt ?? 0))
    expect(old).toHaveLength(2)
    const contractor = await account('sean.murphy@larkfield.example')
    expect(contractor?.expiresAt?.getTime()).toBeLessThan(NOW.getTime())
    const unverified = await account('t.varga@oakridge.example')
    expect([unverified?.emailVerifiedAt, unverified?.lastLoginAt]).toEqual([null, null])
  })

  it('the attack has many names, few addresses and hardly a success', async () => {
    const range = `auth_event WHERE ip <<= inet '198.51.100.0/24' AND hop = 'auth'`
    const [seen] = await rows<{ names: string; sources: string; good: string; all: string }>(
      `SELECT count(DISTINCT attempted_key) AS names, count(DISTINCT ip) AS sources, count(*) FILTER (WHERE outcome = 'success') AS good, count(*) AS all FROM ${range}`,
    )
    expect(Number(seen?.names)).toBeGreaterThan(100)
    expect(Number(seen?.sources)).toBe(6)
    expect(Number(seen?.good) / Number(seen?.all)).toBeLessThan(0.02)
  })

  it('only the slow host calls tokens early', async () => {
    const early = await rows<{ host: string }>(`SELECT DISTINCT host FROM auth_event WHERE reason = 'token_not_yet_valid'`)
    expect(early).toEqual([{ host: 'api-3' }])
  })
})

describe('an interrupted filling', () => {
  it('is recognised, cleared without touching anything else, and written anew', async () => {
    await markDemo(db, { state: 'filling', seed: 1, at: NOW.toISOString(), indexes: [] })
    await db.prisma.service.create({ data: { name: 'their-own' } })
    await db.prisma.change.create({
      data: { id: '01990000-0000-7000-9000-000000000001', source: 'x', sourceId: '1', at: NOW, environment: 'production', service: 'their-own', kind: 'deploy', summary: 'real' },
    })
    expect((await demoState(db)).state).toBe('partial')
    await clearDemo(db)
    expect(await count('account')).toBe(0)
    expect(await count('auth_event')).toBe(0)
    expect(await count('change')).toBe(1)
    await expect(fillDemo(db, { now: NOW, scale: SMALL })).rejects.toThrow('not empty')
    await db.prisma.change.deleteMany()
    expect(await fillDemo(db, { now: NOW, scale: 0.05 })).toMatchObject({ tickets: 43 })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { getAccount } from '../accounts/get-account'
import type { ServiceContext } from '../context'
import { inTransaction } from '../ingest/bulk'
import { ingestEvents } from '../ingest/ingest-events'
import { listAlerts } from '../tickets/list-tickets'
import { requestFor, throughTo } from '@/lib/testing/guarded'
import { setStatus } from '../tickets/set-status'
import { checkWatches, evaluateWatches } from './evaluate-watches'
import { placeOf, rangeOf, readPlace, usualOf } from './places'
import { settleWatch } from './settle-watch'
import { viewAfter } from './view-after'

/** Where one of two goes nobody waits a day. */
const TWO = ['Old phone', 'New phone'].map((label, index) => ({ kind: 'totp' as const, label, isDefault: index === 0 }))
const HOUR = 3_600_000
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0'
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1'
const HOME = { ip: '203.0.113.24', userAgent: FIREFOX, country: 'GB' }

let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const later = (hours: number) => new Date(EXAMPLE_NOW.getTime() + hours * HOUR)
const codeOf = (run: Promise<unknown>) => run.then(() => 'done', (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)))

type SignIn = { ip?: string; userAgent?: string; country?: string; outcome?: string; hop?: string; code?: string }

/** Sends a sign-in as a log shipper would. */
async function signIn(account: { email: string; environment: string }, at: Date, { country, ...more }: SignIn = {}, received = at) {
  const shipper: ServiceContext = { db, actor: { kind: 'token', id: newId(), name: 'shipper', scopes: ['events:write'] }, now: received, requestId: null, ip: null }
  const value = { latchkey: 1, sourceId: newId(), at: at.toISOString(), environment: account.environment, service: 'auth-service', hop: 'auth', outcome: 'success', reason: 'success', attempted: account.email, details: country ? { country } : {}, ...more }
  await ingestEvents(shipper, { records: [{ index: 0, value }] })
}

/** An account that signed in from home before, whose factor was removed at EXAMPLE_NOW for a ticket that is solved by now. */
async function watched({ past = true, action = 'remove_factor' as 'remove_factor' | 'unlock_account' } = {}) {
  const ids = await writeExample(db, action === 'unlock_account' ? { account: { lockedUntil: later(1), failedAttempts: 5 } } : { factors: TWO })
  if (past) await signIn(ids, later(-48), HOME)
  const ticket = await writeTicket(db, ids, action === 'unlock_account' ? 'account-locked' : 'mfa-stale-factor')
  const ctx = await agentContext(db, 'approver')
  const subjectId = action === 'remove_factor' ? (ids.factorIds[0] ?? null) : null
  await throughTo(ctx, await agentContext(db, 'approver'), await requestFor(ctx, action, { action, ids, ticket, subjectId }))
  await setStatus(ctx, { number: ticket.number, status: 'solved' })
  const row = () => db.prisma.watch.findFirst({ where: { accountId: ids.accountId } })
  const open = async () => (await db.prisma.ticket.findUniqueOrThrow({ where: { id: ticket.id } })).status === 'open'
  return { ids, ticket, ctx, row, open }
}

describe('the watch after a recovery', () => {
  it('begins with tier 3, lasts 72 hours, and knows the places of before', async () => {
    const { row } = await watched()
    expect(await row()).toMatchObject({ state: 'waiting', tier: 3, startedAt: EXAMPLE_NOW, endsAt: later(72), usual: { ranges: ['203.0.113.0/24'], devices: ['Firefox on Windows'], countries: ['GB'] } })
    expect(await (await watched({ action: 'unlock_account' })).row()).toBe(null)
  })

  it('says that the person is in, with the first sign-in from a usual place, and leaves the ticket solved', async () => {
    const { ids, ctx, ticket, row, open } = await watched()
    await signIn(ids, later(1), { ...HOME, ip: '203.0.113.200' })
    expect(await row()).toMatchObject({ state: 'signed_in', signedInAt: later(1), signedInWords: 'From Firefox on Windows, GB, 203.0.113.0/24, as before.' })
    expect(await open()).toBe(false)
    expect((await viewAfter(ctx, ticket.id)).watch).toMatchObject({ state: 'signed_in' })
    expect((await getAccount(ctx, ids.accountId)).account.watches).toMatchObject([{ state: 'signed_in' }])
    expect(await db.prisma.auditEntry.count({ where: { ticketId: ticket.id, action: 'watch.signed_in', actorKind: 'system' } })).toBe(1)
  })

  it.each([
    ['address range', { ...HOME, ip: '198.51.100.9' }],
    ['address range', { ...HOME, ip: '2001:db8:77::1' }],
    ['device', { ...HOME, userAgent: SAFARI }],
    ['country', { ...HOME, country: 'BR' }],
  ])('reopens the ticket before all others on a new %s', async (what, place) => {
    const { ids, ctx, ticket, row, open } = await watched()
    await signIn(ids, later(71), place)
    expect(await row()).toMatchObject({ state: 'alarmed', alarmedAt: later(71), alarmWords: expect.stringContaining(`${what} never used before`) as string })
    expect(await open()).toBe(true)
    expect((await listAlerts(ctx)).find(({ number }) => number === ticket.number)).toMatchObject({ alert: 'watch' })
    expect(await db.prisma.auditEntry.count({ where: { ticketId: ticket.id, action: 'watch.alarm' } })).toBe(1)
  })

  it('goes on after good news: a new place later still alarms', async () => {
    const { ids, row, open } = await watched()
    await signIn(ids, later(1), HOME)
    await signIn(ids, later(2), { ...HOME, country: 'BR' })
    expect(await row()).toMatchObject({ state: 'alarmed', signedInAt: later(1), alarmedAt: later(2) })
    expect(await open()).toBe(true)
  })

  it('alarms on the first sign-in of all, for nothing says that it is usual', async () => {
    const { ids, row } = await watched({ past: false })
    await signIn(ids, later(1), HOME)
    expect(await row()).toMatchObject({ state: 'alarmed', alarmWords: expect.stringContaining('no earlier sign-in') as string })
  })

  it.each([
    ['before it', later(-1), later(1)],
    ['after its end', later(73), later(73)],
  ])('is not moved by a sign-in %s', async (_name, at, received) => {
    const { ids, row } = await watched()
    await signIn(ids, at, { ...HOME, country: 'BR' }, received)
    expect(await row()).toMatchObject({ state: 'waiting' })
  })

  it('counts a record that comes in late by its own time', async () => {
    const { ids, row } = await watched()
    await signIn(ids, later(3), { ...HOME, country: 'BR' }, later(200))
    expect(await row()).toMatchObject({ state: 'alarmed', alarmedAt: later(3) })
  })

  it.each([
    ['a refusal', { ...HOME, country: 'BR', outcome: 'failure', reason: 'bad_password' }],
    ['a hop on the way', { ...HOME, country: 'BR', hop: 'edge' }],
    ['a token that a server exchanged', { ip: '198.51.100.9', code: 'CODE_TO_TOKEN' }],
    ['a record that says nothing of its place', {}],
  ])('is not moved by %s', async (_name, event) => {
    const { ids, row } = await watched()
    await signIn(ids, later(1), event)
    expect(await row()).toMatchObject({ state: 'waiting' })
  })

  it('misses nothing: what the batch could not see yet is seen by the next look, once', async () => {
    const { ids, ctx, ticket, row, open } = await watched()
    // As if the watch had been written while the batch was on its way.
    await db.prisma.watch.updateMany({ where: { accountId: ids.accountId }, data: { state: 'settled' } })
    await signIn(ids, later(1), { ...HOME, country: 'BR' })
    await db.prisma.watch.updateMany({ where: { accountId: ids.accountId }, data: { state: 'waiting' } })
    expect(await open()).toBe(false)
    const system: ServiceContext = { ...ctx, actor: { kind: 'system', id: null, name: 'console' } }
    expect(await checkWatches(system)).toBeGreaterThanOrEqual(1)
    expect(await checkWatches(system)).toBe(0)
    expect(await row()).toMatchObject({ state: 'alarmed' })
    expect(await db.prisma.auditEntry.count({ where: { ticketId: ticket.id, action: 'watch.alarm' } })).toBe(1)
  })

  it('moves with the events or not at all', async () => {
    const { ids, row } = await watched()
    await db.pool.query(`CREATE FUNCTION audit_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$`)
    await db.pool.query('CREATE TRIGGER audit_is_full BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_full()')
    const code = await codeOf(signIn(ids, later(1), { ...HOME, country: 'BR' }))
    await db.pool.query('DROP FUNCTION audit_is_full CASCADE')
    expect(code).not.toBe('done')
    expect(await row()).toMatchObject({ state: 'waiting' })
    expect(await db.prisma.authEvent.count({ where: { accountId: ids.accountId, at: later(1) } })).toBe(0)
  })

  it('reads no account for which nothing came in', async () => {
    const { ctx } = await watched()
    expect(await inTransaction(db, (client) => evaluateWatches(client, ctx, []))).toBe(0)
    expect(await inTransaction(db, (client) => evaluateWatches(client, ctx, [newId()]))).toBe(0)
  })

  it('is settled with a reason by who found out that it was them, and only then', async () => {
    const { ids, ctx, ticket, row } = await watched()
    const id = (await row())?.id
    const reason = 'Called her back: she is travelling'
    expect(await codeOf(settleWatch(ctx, { id, reason }))).toBe('conflict')
    await signIn(ids, later(1), { ...HOME, country: 'BR' })
    expect(await codeOf(settleWatch(await agentContext(db, 'viewer'), { id, reason }))).toBe('forbidden')
    // Never by whoever did what is watched; nor is the ticket solved past it.
    expect(await codeOf(settleWatch(ctx, { id, reason }))).toBe('forbidden')
    expect(await codeOf(setStatus(ctx, { number: ticket.number, status: 'solved' }))).toBe('conflict')
    const colleague = await agentContext(db, 'agent')
    await settleWatch(colleague, { id, reason })
    expect(await row()).toMatchObject({ state: 'settled', settledReason: reason })
    expect((await listAlerts(ctx)).some(({ number }) => number === ticket.number)).toBe(false)
    expect(await codeOf(settleWatch(colleague, { id, reason }))).toBe('conflict')
  })
})

describe('places', () => {
  it.each([
    ['203.0.113.24', '203.0.113.0/24'],
    ['2001:0db8:0001:0002::8a2e', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
  ])('%s is of the range %s', (ip, range) => expect(rangeOf(ip)).toBe(range))

  it('compares only what both sides say', () => {
    const usual = usualOf([placeOf({ ip: '203.0.113.24', user_agent: null, country: null, browser: null })])
    expect(readPlace(placeOf({ ip: '203.0.113.9', user_agent: SAFARI, country: 'BR', browser: null }), usual).kind).toBe('usual')
    expect(readPlace(placeOf({ ip: null, user_agent: null, country: null, browser: null }), usual).kind).toBe('nothing')
    expect(readPlace(placeOf({ ip: '198.51.100.9', user_agent: null, country: null, browser: null }), usual).kind).toBe('new')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { Random } from '@/lib/demo/random'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import type { ServiceContext } from '../context'
import { AROUND, USUAL } from './around'
import { effectOfChange } from './effect-of-change'
import { getChange } from './get-change'
import { HOUR, readHours } from './hours'
import { listChanges } from './list-changes'
import { overviewOf } from './overview'
import { rankChanges } from './rank-changes'
import { reviewChange } from './review-change'
import { traitsOfChange } from './traits-of-change'

const NOW = new Date('2026-11-24T12:20:00Z')
const MINUTE = 60_000
const FROM = new Date(NOW.getTime() - 3 * 24 * HOUR)

let db: Database
let ctx: ServiceContext
let viewer: ServiceContext

type Event = { at: Date; service: string; outcome: 'success' | 'failure'; reason: string; accountId: string | null; clientVersion: string; country: string; ip: string }

/** Writes events with their hourly counts, as ingest would. */
async function record(environment: string, events: readonly Event[]) {
  await db.pool.query(
    `INSERT INTO auth_event (id, at, environment, service, hop, outcome, reason, account_id, attempted_key, client, client_version, country, ip, format, raw)
     SELECT e.id, e.at, $1, e.service, 'auth', e.outcome, e.reason, e.account, e.id::text, 'web', e.version, e.country, e.ip, 'latchkey', '{}'
       FROM json_to_recordset($2::json) AS e(id uuid, at timestamptz, service text, outcome "outcome", reason text, account uuid, version text, country text, ip inet)`,
    [environment, JSON.stringify(events.map((event) => ({ ...event, id: newId(), account: event.accountId, version: event.clientVersion })))],
  )
  await db.pool.query(
    `INSERT INTO event_hour (hour, environment, service, hop, outcome, reason, provider, count)
     SELECT date_trunc('hour', at), environment, service, hop, outcome, reason, '', count(*) FROM auth_event WHERE environment = $1 GROUP BY 1, 2, 3, 4, 5, 6`,
    [environment],
  )
}

async function change(environment: string, at: number, more: { service?: string; relevance?: number; to?: string; from?: string; kind?: 'deploy' | 'config' | 'rollback'; diff?: object[] } = {}) {
  const id = newId()
  await db.prisma.change.create({ data: { id, source: 'test', sourceId: id, at: new Date(at), environment, service: 'auth-service', kind: 'deploy', summary: 'A change', relevance: 50, relevanceReasons: [], ...more } })
  return id
}

/** Eleven days of sign-ins; from `broken` on those with argon2id fail at most times, as `reason` of `service`. */
async function history(environment: string, accounts: readonly { id: string; hash: string }[], fault: { at: number; until: number; reason: string; service: string } | null) {
  const random = new Random(environment)
  const events: Event[] = []
  for (let at = NOW.getTime() - 11 * 24 * HOUR; at < NOW.getTime(); at += 6 * MINUTE) {
    const { id, hash } = random.pick(accounts)
    const base = { at: new Date(at + random.int(0, 5) * MINUTE), accountId: id, clientVersion: random.pick(['5.7', '5.8']), country: random.pick(['GB', 'FR']), ip: `192.0.${random.int(2, 5)}.${random.int(1, 200)}` }
    const hit = fault && at >= fault.at && at < fault.until && hash === 'argon2id' && random.chance(0.9)
    if (hit) events.push({ ...base, service: fault.service, outcome: 'failure', reason: fault.reason })
    else if (random.chance(0.05)) events.push({ ...base, service: 'auth-service', outcome: 'failure', reason: random.pick(['bad_password', 'mfa_code_invalid']) })
    else events.push({ ...base, service: 'auth-service', outcome: 'success', reason: 'success' })
  }
  await record(environment, events)
}

const ago = (hours: number, minutes = 0) => NOW.getTime() - hours * HOUR - minutes * MINUTE
const reach = (environment: string) => readHours(db, [environment], new Date(FROM.getTime() - (AROUND + USUAL) * HOUR), NOW)
const rank = async (environment: string) => rankChanges(ctx, await reach(environment), environment, FROM)

const accounts: { id: string; hash: string }[] = []
let breaking: string
let quiet: string

beforeAll(async () => {
  db = await testDatabase()
  ctx = { ...(await agentContext(db, 'agent')), now: NOW }
  viewer = { ...(await agentContext(db, 'viewer')), now: NOW }
  for (const name of ['since', 'mended', 'lasting', 'fresh', 'quiet', 'empty']) await db.prisma.environment.create({ data: { name, hosts: [] } })
  for (const name of ['auth-service', 'web-app', 'edge']) await db.prisma.service.create({ data: { name } })
  const directoryId = newId()
  await db.prisma.directory.create({ data: { id: directoryId, name: 'Main', environment: 'since', kind: 'local' } })
  for (let index = 0; index < 240; index++) {
    const hash = index % 2 ? 'argon2id' : 'bcrypt'
    const id = newId()
    const email = `p${index}@example.com`
    accounts.push({ id, hash })
    await db.prisma.account.create({ data: { id, directoryId, externalId: `${index}`, environment: 'since', email, emailKey: email, name: email, nameKey: email, groups: [], passwordHashAlgorithm: hash } })
  }
  // Broken at 31 minutes past an hour and not mended; others within the same hour, before and after.
  await history('since', accounts, { at: ago(20, 49), until: Infinity, reason: 'bad_password', service: 'auth-service' })
  await change('since', ago(70), { to: '4.11.0' })
  await change('since', ago(21, 10), { service: 'web-app', relevance: 80 })
  breaking = await change('since', ago(20, 49), { from: '4.11.0', to: '4.12.0', diff: [{ key: 'PASSWORD_HASH_VERIFY', before: 'argon2id,bcrypt', after: 'bcrypt' }] })
  await change('since', ago(20, 25), { service: 'web-app', relevance: 80 })
  await change('since', ago(3), { service: 'edge', relevance: 70 })
  // Broken for four hours, then rolled back.
  await history('mended', accounts, { at: ago(40, 5), until: ago(36), reason: 'token_invalid', service: 'edge' })
  await change('mended', ago(48), { relevance: 90 })
  await change('mended', ago(40, 7), { service: 'edge', to: '2.1.0', relevance: 45 })
  await change('mended', ago(36), { service: 'edge', to: '2.0.0', kind: 'rollback', relevance: 60 })
  await change('mended', ago(35), { relevance: 90 })
  // Broken for a day; in the hour that has just begun nobody has failed yet.
  await history('lasting', accounts, { at: ago(25), until: ago(0, 20), reason: 'token_invalid', service: 'edge' })
  await change('lasting', ago(25), { service: 'edge', relevance: 45 })
  // Broken within this hour: no whole hour has passed yet.
  await history('fresh', accounts, { at: ago(0, 18), until: Infinity, reason: 'rate_limited', service: 'edge' })
  await change('fresh', ago(30), { relevance: 60 })
  // Nothing broke.
  await history('quiet', accounts, null)
  quiet = await change('quiet', ago(30, 12), { relevance: 90 })
  await change('quiet', ago(10, 12), { relevance: 90 })
  await change('empty', ago(10))
}, 120_000)
afterAll(() => db.close())

describe('which change the failures began with', () => {
  it('is the breaking one, before those within the same hour and those that matter more for sign-in', async () => {
    const ranked = await rank('since')
    expect(ranked[0]).toMatchObject({ id: breaking, reason: 'bad_password', effect: { finding: 'rise' } })
    expect(ranked[0]?.effect.ratio).toBeGreaterThan(5)
    expect(ranked[0]?.effect.interval?.low).toBeGreaterThan(2)
  })

  it('is the one before a trouble that is over, not the roll-back that ended it', async () => {
    const ranked = await rank('mended')
    expect(ranked[0]).toMatchObject({ service: 'edge', to: '2.1.0', reason: 'token_invalid' })
    expect(ranked.map(({ to }) => to)).not.toContain('2.0.0')
    expect(ranked[0]?.until?.getTime()).toBeLessThan(ago(32))
  })

  it('is not said to be over in the hour that has just begun', async () => {
    const [first] = await rank('lasting')
    expect(first).toMatchObject({ service: 'edge', reason: 'token_invalid', until: null })
  })

  it('is found within twenty minutes, before an hour is full', async () => {
    const random = new Random('burst')
    const burst = Array.from({ length: 60 }, (_, index): Event => ({ at: new Date(ago(0, 18) + index * 15_000), service: 'edge', outcome: 'failure', reason: 'rate_limited', accountId: random.pick(accounts).id, clientVersion: '5.8', country: 'GB', ip: '192.0.2.9' }))
    await db.pool.query(`DELETE FROM event_hour WHERE environment = 'fresh'`)
    await record('fresh', burst)
    const id = await change('fresh', ago(0, 18), { service: 'edge', relevance: 60 })
    await change('fresh', ago(0, 2), { service: 'web-app', relevance: 60 })
    expect((await rank('fresh'))[0]).toMatchObject({ id, reason: 'rate_limited' })
  })

  it('is none where nothing rose, and none where nothing is known', async () => {
    expect(await rank('quiet')).toEqual([])
    expect(await rank('empty')).toEqual([])
  })
})

describe('before and after a change', () => {
  it('counts to the minute, in the environment, of its service and by reason, with the windows', async () => {
    const at = new Date(ago(20, 49))
    const { all, own, reasons, window } = await effectOfChange(ctx, { at, environment: 'since', service: 'auth-service' })
    const { rows } = await db.pool.query<{ before: number; after: number }>(
      `SELECT count(*) FILTER (WHERE at < $1)::int AS before, count(*) FILTER (WHERE at >= $1)::int AS after FROM auth_event WHERE environment = 'since' AND outcome = 'failure' AND at >= $2 AND at < $3`,
      [at, window.from, window.until],
    )
    expect([all.before.failures, all.after.failures]).toEqual([rows[0]?.before, rows[0]?.after])
    expect(all.finding).toBe('rise')
    expect(own).toMatchObject({ title: 'auth-service', finding: 'rise', by: 'sign-ins' })
    expect(reasons[0]).toMatchObject({ title: 'bad_password', finding: 'rise' })
    expect(reasons.find(({ title }) => title === 'mfa_code_invalid')?.finding).not.toBe('rise')
    expect(window.after).toBeCloseTo(20 + 49 / 60, 5)
  })

  it('of a service that decides no sign-in are failures by the hour', async () => {
    const { own } = await effectOfChange(ctx, { at: new Date(ago(40, 7)), environment: 'mended', service: 'edge' })
    expect(own).toMatchObject({ by: 'hours', finding: 'rise' })
  })

  it('where nothing changed are within chance', async () => {
    const { all, reasons } = await effectOfChange(ctx, { at: new Date(ago(30, 12)), environment: 'quiet', service: 'auth-service' })
    expect(all.finding).toBe('chance')
    expect(reasons.some(({ finding }) => finding === 'rise')).toBe(false)
  })
})

describe('the traits', () => {
  it('that rose are named, and of those that did not none is', async () => {
    const { items, window, people } = await traitsOfChange(ctx, { at: new Date(ago(20, 49)), environment: 'since' })
    expect(items[0]).toMatchObject({ trait: 'Password hash', title: 'argon2id', finding: 'rise' })
    expect(items.find(({ title }) => title === 'bcrypt')?.finding).not.toBe('rise')
    expect(items.find(({ title }) => title === 'argon2id')?.after.signIns).toBeLessThanOrEqual(120)
    expect(window.until.getTime() - window.from.getTime()).toBeCloseTo(2 * (20 * HOUR + 49 * MINUTE), -3)
    expect(people.before).toBeGreaterThan(100)
  })

  it('that nobody had before are compared with everybody: a new version that fails is named', async () => {
    const random = new Random('new version')
    const before = Array.from({ length: 80 }, (_, index): Event => ({ at: new Date(ago(8, index)), service: 'auth-service', outcome: 'success', reason: 'success', accountId: random.pick(accounts).id, clientVersion: '5.8', country: 'GB', ip: '192.0.2.9' }))
    const after = Array.from({ length: 100 }, (_, index): Event => {
      const fails = index % 3 === 0
      return { at: new Date(ago(6, -index)), service: 'auth-service', outcome: fails ? 'failure' : 'success', reason: fails ? 'bad_password' : 'success', accountId: accounts[index]?.id ?? null, clientVersion: fails ? '6.0' : '5.8', country: 'GB', ip: '192.0.2.9' }
    })
    await record('new', [...before, ...after])
    const { items } = await traitsOfChange(ctx, { at: new Date(ago(6, 10)), environment: 'new' })
    expect(items[0]).toMatchObject({ title: 'web 6.0', finding: 'rise', apart: true, before: { signIns: 0 } })
    // One country and one range: all of them rose, none of them is set apart.
    expect(items.filter(({ finding }) => finding === 'rise').map(({ trait }) => trait)).toEqual(['Client version'])
  })

  it('that were met once are none: what one person has sets nobody apart', async () => {
    const events = Array.from({ length: 60 }, (_, index): Event => ({ at: new Date(ago(4, 2 * index)), service: 'auth-service', outcome: 'failure', reason: 'bad_password', accountId: accounts[index]?.id ?? null, clientVersion: '5.8', country: 'GB', ip: index < 4 ? '192.0.2.9' : `198.51.${index}.9` }))
    await record('ranges', events)
    const { items, people } = await traitsOfChange(ctx, { at: new Date(ago(5, 1)), environment: 'ranges' })
    expect(people.before + people.after).toBe(60)
    expect(items.filter(({ trait }) => trait === 'Address range').map(({ title }) => title)).toEqual(['192.0.2.0/24'])
  })

  it('where nothing changed do not cry wolf', async () => {
    const { items, tested } = await traitsOfChange(ctx, { at: new Date(ago(30, 12)), environment: 'quiet' })
    expect(tested).toBeGreaterThan(6)
    expect(items.filter(({ finding }) => finding === 'rise')).toEqual([])
  })

  it('of nothing are none', async () => {
    expect(await traitsOfChange(ctx, { at: new Date(ago(10)), environment: 'empty' })).toMatchObject({ items: [], people: { before: 0, after: 0 } })
    expect(await traitsOfChange(ctx, { at: new Date(ago(-10)), environment: 'since' })).toMatchObject({ items: [], tested: 0 })
  })
})

describe('a review', () => {
  it('is kept with who and when, audited, seen in the list and on the page, and filtered by', async () => {
    await reviewChange(ctx, { changeId: breaking, state: 'suspect', note: 'All of them hold argon2id, ask a.maintainer@example.com' })
    const { change: seen } = await getChange(viewer, breaking)
    expect(seen.review).toMatchObject({ state: 'suspect', agentName: ctx.actor.name, at: NOW })
    expect(seen.review?.note).not.toContain('a.maintainer@example.com')
    expect((await listChanges(viewer, { review: 'suspect' })).rows.map(({ id }) => id)).toEqual([breaking])
    expect((await listChanges(viewer, { review: 'open', environment: 'since' })).rows.map(({ id }) => id)).not.toContain(breaking)
    const entry = await db.prisma.auditEntry.findFirstOrThrow({ where: { action: 'change.review', targetId: breaking } })
    expect(entry).toMatchObject({ outcome: 'done', before: { state: 'open', note: null }, after: { state: 'suspect' } })
    expect(entry.text).not.toContain('a.maintainer@example.com')
  })

  it('replaces the one before, and can be taken back', async () => {
    await reviewChange(ctx, { changeId: breaking, state: 'cleared', note: 'The verifier was never switched on here' })
    expect((await listChanges(viewer, { review: 'suspect' })).rows).toEqual([])
    await reviewChange(ctx, { changeId: breaking, state: 'open' })
    expect((await getChange(viewer, breaking)).change.review).toBeNull()
  })

  it('asks why, where it accuses or clears', async () => {
    for (const state of ['suspect', 'cleared']) await expect(reviewChange(ctx, { changeId: breaking, state, note: 'hm' })).rejects.toThrow(/10 characters/)
    await reviewChange(ctx, { changeId: quiet, state: 'reviewed' })
  })

  it('is refused to viewers, audited, and to changes that are not there', async () => {
    await expect(reviewChange(viewer, { changeId: breaking, state: 'reviewed' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await db.prisma.auditEntry.count({ where: { action: 'change:write', outcome: 'denied', targetId: breaking } })).toBe(1)
    await expect(reviewChange(ctx, { changeId: newId(), state: 'reviewed' })).rejects.toMatchObject({ code: 'not_found' })
    await reviewChange(ctx, { changeId: quiet, state: 'reviewed', note: 'with \u0000 in it' })
  })
})

describe('the overview', () => {
  it('draws the commonest reasons and the services that changed, and says what followed each change', async () => {
    const { rows } = await listChanges(viewer, { environment: 'since' })
    const { lanes, ranked, effects } = await overviewOf(viewer, ['since'], FROM, rows)
    expect(lanes.reasons.map(({ reason }) => reason)).toEqual(['bad_password', 'mfa_code_invalid'])
    expect(lanes.reasons[0]?.counts.length).toBeLessThanOrEqual(72)
    const auth = lanes.services.find(({ service }) => service === 'auth-service')
    expect(auth?.steps.map(({ label }) => label)).toEqual(['4.11.0', '4.12.0'])
    expect(auth?.steps.at(-1)).toMatchObject({ rank: 1, rose: true })
    expect(ranked[0]?.id).toBe(breaking)
    expect(effects.get(breaking)).toMatchObject({ title: 'bad_password', finding: 'rise' })
  })

  it('of several environments ranks nothing', async () => {
    const { ranked, lanes } = await overviewOf(viewer, ['since', 'mended'], FROM, [])
    expect(ranked).toEqual([])
    expect(lanes.reasons.map(({ reason }) => reason)).toContain('token_invalid')
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { countEvents } from '@/lib/demo/write-rows'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import type { ServiceContext } from '../context'
import { earliestOf, onsetOf } from './began-at'
import { getPattern } from './get-pattern'
import { keepPatterns } from './keep-patterns'
import { listPatterns, patternsOf } from './list-patterns'
import { postUpdate } from './post-update'
import { testTraits } from './trait-tests'
import type { Person } from './traits-of'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOUR = 3_600_000
const SIGNATURE = 'production|bad_password|no_verifier|'
const HIT = 40

let db: Database
let agent: ServiceContext
let accounts: string[]
const at = (hours: number): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'test' }, now: new Date(NOW.getTime() + hours * HOUR), requestId: null, ip: null })

function attempt(accountId: string | undefined, hoursAgo: number, ok = false) {
  return { id: newId(), at: new Date(NOW.getTime() - hoursAgo * HOUR), environment: 'production', hop: 'auth' as const, outcome: ok ? ('success' as const) : ('failure' as const), reason: ok ? 'success' : 'bad_password', rule: ok ? null : 'no_verifier', accountId: accountId ?? null, ip: '192.0.2.10', format: 'latchkey', raw: '{}' }
}

beforeAll(async () => {
  db = await testDatabase()
  agent = { ...(await agentContext(db, 'agent')), now: NOW }
  await db.prisma.environment.createMany({ data: [{ name: 'production', hosts: [] }, { name: 'staging', hosts: [] }], skipDuplicates: true })
  await db.prisma.service.createMany({ data: [{ name: 'auth-service' }], skipDuplicates: true })
  const directory = await db.prisma.directory.create({ data: { id: newId(), name: newId(), environment: 'production', kind: 'local' } })
  const rows = Array.from({ length: HIT + 30 }, (_, index) => ({ id: newId(), directoryId: directory.id, externalId: newId(), environment: 'production', email: `p${index}@example.com`, emailKey: `p${index}@example.com`, name: `Person ${index}`, nameKey: `person ${index}`, groups: [], passwordHashAlgorithm: index < HIT ? 'argon2id' : 'bcrypt', lockedUntil: index < 3 ? new Date(NOW.getTime() + HOUR) : null }))
  await db.prisma.account.createMany({ data: rows })
  accounts = rows.map(({ id }) => id).sort()
  const ids = rows.map(({ id }) => id)
  await db.prisma.authEvent.createMany({ data: [
    ...ids.slice(0, HIT).flatMap((id, index) => [attempt(id, 4 - index * 0.05), attempt(id, 1)]),
    // The third is locked and yet in again: what happened last counts. Two more got in.
    ...[2, 4, 5].map((index) => attempt(ids[index], 0.5, true)),
    ...ids.slice(HIT).map((id) => attempt(id, 2, true)),
  ] })
  await countEvents(db)
  await db.prisma.change.create({ data: { id: newId(), source: 'test', sourceId: newId(), at: new Date(NOW.getTime() - 5 * HOUR), environment: 'production', service: 'auth-service', kind: 'rollback', from: '4.12.0', to: '4.11.3', summary: 'Back', relevance: 90 } })
  await db.prisma.ticket.create({ data: { id: newId(), subject: 'Invalid password', channel: 'phone', environment: 'production', signature: SIGNATURE, cause: 'hash-algorithm-mismatch', confidence: 0.9 } })
})
afterAll(() => db.close())
beforeEach(() => db.prisma.pattern.deleteMany())

const only = async () => (await db.prisma.pattern.findMany())[0] ?? expect.fail('no pattern is kept')

describe('a pattern', () => {
  it('is kept once while it goes on, by several instances too, and again as another after a day away', async () => {
    expect((await Promise.all([keepPatterns(at(0)), keepPatterns(at(0))])).reduce((sum, added) => sum + added, 0)).toBe(1)
    expect(await keepPatterns(at(1))).toBe(0)
    const first = await only()
    expect(first).toMatchObject({ signature: SIGNATURE, people: HIT, state: 'found', seenAt: at(1).now, firstSeenAt: new Date(NOW.getTime() - 4 * HOUR) })
    await db.prisma.pattern.update({ where: { id: first.id }, data: { seenAt: at(-30).now } })
    expect(await keepPatterns(at(1))).toBe(1)
    expect(await db.prisma.auditEntry.count({ where: { action: 'pattern.find' } })).toBe(2)
  })

  it('counts what became of each person, whoever they are now', async () => {
    await keepPatterns(at(0))
    const { counts, suspect, cause, tickets } = await getPattern(agent, (await only()).id, {})
    expect(counts).toMatchObject({ people: HIT, in: 3, locked: 2, refused: HIT - 5, failures: 2 * HIT })
    expect(counts.growth.reduce((sum, people) => sum + people, 0)).toBe(HIT)
    expect(suspect).toMatchObject({ service: 'auth-service', to: '4.11.3' })
    expect(cause?.slug).toBe('hash-algorithm-mismatch')
    expect(tickets).toHaveLength(1)
  })

  it('says what sets those hit apart, and calls nothing else so', async () => {
    await keepPatterns(at(0))
    const { traits } = await getPattern(agent, (await only()).id, {})
    expect(traits.items.filter(({ finding }) => finding === 'rise').map(({ trait, title }) => [trait, title])).toEqual([['password hash', 'argon2id']])
  })

  it('shows its people masked, each once, by page', async () => {
    await keepPatterns(at(0))
    const { id } = await only()
    const first = await getPattern(agent, id, {})
    const second = await getPattern(agent, id, { after: first.people.next })
    expect(second.people.next).toBeNull()
    const shown = [...first.people.rows, ...second.people.rows]
    expect(new Set(shown.map(({ accountId }) => accountId)).size).toBe(HIT)
    expect(accounts).toEqual(expect.arrayContaining(shown.map(({ accountId }) => accountId)))
    expect(JSON.stringify(shown)).not.toMatch(/p\d+@/)
  })

  it('says how far it is to everybody with one of its tickets, and in the audit; addresses in it are masked', async () => {
    await keepPatterns(at(0))
    const { id } = await only()
    await postUpdate(agent, { patternId: id, state: 'fixing', text: 'Goes out at ten, ask maya.okafor@example.com' })
    const { rows } = await listPatterns(agent, {})
    expect(rows).toMatchObject([{ id, state: 'fixing', tickets: 1 }])
    expect(rows[0]?.lastUpdate).not.toContain('maya.okafor@')
    expect((await patternsOf(agent, [SIGNATURE])).get(SIGNATURE)).toEqual({ id, state: 'fixing', note: null })
    expect(await db.prisma.auditEntry.count({ where: { action: 'pattern.update', targetId: id } })).toBe(1)
    await expect(postUpdate(agent, { patternId: newId(), state: 'fixed', text: 'It is over' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(postUpdate({ ...(await agentContext(db, 'viewer')), now: NOW }, { patternId: id, state: 'fixed', text: 'It is over' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getPattern(agent, 'nowhere', {})).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is not made of an attack: names guessed from one range are left to the alerts', async () => {
    const guess = (accountId: string | undefined, index: number) => ({ ...attempt(accountId, 2), environment: 'staging', attemptedKey: `guess${index}`, attempted: `guess${index}`, ip: '198.51.100.7' })
    await db.prisma.authEvent.createMany({ data: [...accounts.slice(0, 12).map(guess), ...Array.from({ length: 25 }, (_, index) => guess(undefined, index))] })
    await countEvents(db)
    await keepPatterns(at(0))
    expect(await db.prisma.pattern.findMany({ where: { environment: 'staging' } })).toEqual([])
  })

  it('is over an hour after it was last seen', async () => {
    await keepPatterns(at(0))
    expect((await listPatterns({ ...agent, now: at(2).now }, {})).rows).toEqual([])
    expect((await listPatterns({ ...agent, now: at(2).now }, { view: 'over' })).rows).toHaveLength(1)
  })
})

describe('the beginning', () => {
  const day = (back: number, people: number) => ({ back, people })
  it.each([
    ['today, where the days before were ordinary', [day(0, 40), day(1, 2)], 0],
    ['on the first of several days in a row', [day(0, 40), day(1, 50), day(2, 44), day(3, 1)], 2],
    ['before a weekend without anybody', [day(0, 40), day(3, 50)], 3],
    ['after a longer pause', [day(0, 40), day(4, 50)], 0],
    ['not known where today is ordinary', [day(0, 2)], null],
  ])('is %s', (_, days, back) => expect(earliestOf(days, 1)).toBe(back))

  const minutes = (...ago: number[]) => ago.map((minute) => new Date(NOW.getTime() - minute * 60_000))
  const wave = Array.from({ length: 20 }, (_, index) => 120 - 6 * index)
  const habit = Array.from({ length: 8 }, (_, index) => 2_800 - 320 * index)
  it.each([
    ['the first of a wave', wave, 0, 120],
    ['not somebody by himself, half a day before', [900, ...wave], 0, 120],
    ['not what is usual, hours before', [...habit, ...wave], 4, 120],
    ['somebody half an hour before the rest', [150, ...wave], 0, 150],
    ['the first of few, spread over a day', [1_320, 1_130, 940, 750, 560, 370, 180, 10], 0, 1_320],
    ['the first where nobody new failed for a day', [1_620, 1_590, 1_560, 1_530, 1_500, 1_470, 1_440, 0], 0, 1_620],
    ['the first of two groups, half a day apart', [790, 785, 780, 775, 15, 10, 5, 0], 0, 790],
    ['the second wave where the first was no more than usual', [2_000, 1_990, 1_980, ...wave], 4, 120],
  ])('is at the minute of %s', (_, ago, usual, began) => expect([onsetOf(minutes(...ago), usual)]).toEqual(minutes(began)))

  it('is where nobody failed not known', () => expect(onsetOf([], 0)).toBeNull())

  it('is the same whenever it is asked for, as long as today is out of the ordinary', () => {
    const HALF = 12 * 60
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 36, maxLength: 36 }), fc.array(fc.integer({ min: 0, max: HALF }), { minLength: 40, maxLength: 80 }), fc.integer({ min: 0, max: HALF }), (gaps, second, later) => {
        // Two days on which many fail, in minutes from the first failure; asked on the second.
        const first = gaps.reduce((minutes, gap) => [...minutes, gap + (minutes.at(-1) ?? 0)], [0])
        const failures = [...first, ...second.map((minute) => minute + 24 * 60)].sort((a, b) => a - b)
        const now = 24 * 60 + HALF + later
        const days = [0, 1].map((back) => day(back, failures.filter((minute) => Math.floor((now - minute) / (24 * 60)) === back).length))
        const back = earliestOf(days, 0)
        fc.pre(back !== null)
        const read = failures.filter((minute) => minute > now - (Number(back) + 2) * 24 * 60 && minute <= now - Number(back) * 24 * 60)
        expect(onsetOf(minutes(...read.map((minute) => -minute)), 0)).toEqual(minutes(0)[0])
      }),
    )
  })
})

describe('a trait', () => {
  const people = (count: number, traits: Partial<Person>): Person[] => Array.from({ length: count }, () => ({ hash: null, team: null, provider: null, browser: null, range: null, client: null, ...traits }))

  it.each([
    ['only they have it', people(20, { hash: 'argon2id' }), people(50, { hash: 'bcrypt' }), 'rise'],
    ['everybody has it', people(20, { hash: 'bcrypt' }), people(50, { hash: 'bcrypt' }), 'few'],
    ['as common among both', [...people(10, { browser: 'Chrome' }), ...people(10, { browser: 'Firefox' })], [...people(25, { browser: 'Chrome' }), ...people(25, { browser: 'Firefox' })], 'chance'],
    ['too few to tell', people(3, { team: 'a' }), people(1, { team: 'b' }), 'few'],
    ['what one alone has', people(2, { range: '2001:db8:7::/64' }), people(50, {}), undefined],
  ])('is tested: %s', (_, hit, others, finding) => expect(testTraits(hit, others).items[0]?.finding).toBe(finding))
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { countEvents } from '@/lib/demo/write-rows'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { countAlike, isUnusual, type Failure } from './count-alike'
import { findPatterns } from './find-patterns'
import { compare } from './traits-of'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOUR = 3_600_000
const WEEK = 168 * HOUR

let db: Database
let directoryId: string
const accounts: string[] = []

async function event(hoursAgo: number, more: { accountId?: string | null; attempted?: string; ip?: string; reason?: string; rule?: string | null; outcome?: 'failure' | 'success'; environment?: string }) {
  const attempted = more.attempted ?? 'somebody'
  await db.prisma.authEvent.create({
    data: {
      id: newId(), at: new Date(NOW.getTime() - hoursAgo * HOUR), environment: more.environment ?? 'production', hop: 'auth', outcome: more.outcome ?? 'failure',
      reason: more.reason ?? 'bad_password', rule: more.rule === undefined ? 'no_verifier' : more.rule, accountId: more.accountId ?? null, attempted, attemptedKey: attempted, ip: more.ip ?? '192.0.2.10', format: 'latchkey', raw: '{}',
    },
  })
}

beforeAll(async () => {
  db = await testDatabase()
  for (const name of ['production', 'staging']) await db.prisma.environment.create({ data: { name, hosts: [] } })
  directoryId = newId()
  await db.prisma.directory.create({ data: { id: directoryId, name: 'Main', environment: 'production', kind: 'local' } })
  for (let index = 0; index < 30; index++) {
    const id = newId()
    accounts.push(id)
    const email = `p${index}@example.com`
    await db.prisma.account.create({ data: { id, directoryId, externalId: `${index}`, environment: 'production', email, emailKey: email, name: email, nameKey: email, groups: [], passwordHashAlgorithm: index < 12 ? 'argon2id' : 'bcrypt' } })
  }
  // A wave: twelve people since five hours, each twice. One of them failed in the same hours of last week as well.
  for (const [index, id] of accounts.slice(0, 12).entries()) {
    await event(5 - index * 0.3, { accountId: id, ip: `192.0.2.${index + 1}` })
    await event(1, { accountId: id, ip: `192.0.2.${index + 1}` })
  }
  await event(3 + WEEK / HOUR, { accountId: accounts[0] ?? null })
  // Others get in, one fails for another reason, staging has its own trouble.
  for (const id of accounts.slice(12, 28)) await event(2, { accountId: id, outcome: 'success', reason: 'success', rule: null, ip: '192.0.2.200' })
  await event(2, { accountId: accounts[29] ?? null, rule: 'password_mismatch', ip: '192.0.2.201' })
  await event(2, { accountId: accounts[28] ?? null, environment: 'staging' })
  // A guesser: forty names of nobody and two people from one range, slowly over a day.
  for (let index = 0; index < 40; index++) await event(23 - index / 2, { attempted: `guess${index}`, ip: `198.51.100.${1 + (index % 3)}`, reason: index % 2 ? 'unknown_user' : 'bad_password', rule: 'password_mismatch' })
  for (const id of accounts.slice(27, 29)) await event(1, { accountId: id, ip: '198.51.100.2', rule: 'password_mismatch' })
  await countEvents(db)
})
afterAll(() => db.close())

const failure = (more: Partial<Failure> = {}): Failure => ({ reason: 'bad_password', rule: 'no_verifier', provider: null, ip: '192.0.2.1', at: NOW, ...more })
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

describe('am I alone?', () => {
  it('counts people, not tries, of one signature in one environment, against earlier weeks', async () => {
    const alike = await countAlike(db, 'production', failure(), hoursAgo(6), NOW)
    expect(alike).toMatchObject({ people: 12, failures: 24, sources: 12, unknownNames: 0, signature: 'production|bad_password|no_verifier|' })
    expect(alike.usual).toBeCloseTo(1 / 3)
    expect(alike.growth.reduce((sum, people) => sum + people, 0)).toBeGreaterThanOrEqual(12)
  })

  it('says what those hit share and the others do not', async () => {
    const { traits } = await countAlike(db, 'production', failure(), hoursAgo(6), NOW)
    expect(traits?.[0]).toMatchObject({ trait: 'password hash', value: 'argon2id', hit: 1, others: 0, hitCount: 12, hitOf: 12 })
  })

  it('leaves out who is tried by a guesser, however young the own failure', async () => {
    const alike = await countAlike(db, 'production', failure({ rule: 'password_mismatch', ip: '192.0.2.201' }), hoursAgo(2.5), NOW)
    expect(alike).toMatchObject({ people: 1, signature: null })
  })

  it('who is tried by a guesser shares the range, not the reason', async () => {
    const alike = await countAlike(db, 'production', failure({ rule: 'password_mismatch', ip: '198.51.100.2' }), hoursAgo(1), NOW)
    expect(alike).toMatchObject({ people: 2, unknownNames: 40, sources: 3, failures: 42, successes: 0 })
    expect(alike.growth.some((names) => names > 0)).toBe(true)
  })

  it('one person is no pattern', async () => {
    expect(await countAlike(db, 'production', failure({ reason: 'account_locked', rule: null }), hoursAgo(2), NOW)).toMatchObject({ people: 0, signature: null, traits: [] })
  })
})

describe('what is going on', () => {
  const ctx = (): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'test' }, now: NOW, requestId: null, ip: null })

  it('names what many fail with, before anybody is chosen, and nothing that is usual', async () => {
    expect(await findPatterns(ctx(), { environment: 'production' })).toMatchObject([{ reason: 'bad_password', rule: 'no_verifier', provider: null, people: 12, since: new Date(NOW.getTime() - 5 * HOUR) }])
    expect(await findPatterns(ctx(), { environment: 'staging' })).toEqual([])
    expect(await findPatterns(ctx(), { environment: 'no\u0000where' })).toEqual([])
  })
})

describe('more than chance', () => {
  it.each([
    [8, 0, true],
    [7, 0, false],
    [8, 2.3, false],
    [12, 2, true],
    [98, 89, false],
    [49, 0.3, true],
    [300, 90, true],
  ])('%i people where %d are usual: %s', (people, usual, expected) => expect(isUnusual(people, usual)).toBe(expected))

  it('more people never make it less unusual', () => {
    fc.assert(fc.property(fc.nat(500), fc.nat(500), fc.double({ min: 0, max: 500, noNaN: true }), (people, more, usual) => !isUnusual(people, usual) || isUnusual(people + more, usual)))
  })
})

describe('traits', () => {
  const person = fc.record({ hash: fc.option(fc.constantFrom('bcrypt', 'argon2id')), team: fc.option(fc.constantFrom('a', 'b')), provider: fc.constant(null), browser: fc.option(fc.constantFrom('Safari', 'Firefox')), range: fc.constant(null), client: fc.constant(null) })

  it('are shares from 0 to 1, the one that sets them apart most first, whoever is hit', () => {
    fc.assert(
      fc.property(fc.array(person), fc.array(person), (hit, others) => {
        const traits = compare(hit, others)
        for (const { hit: share, others: rest, hitCount, hitOf } of traits) {
          expect(share).toBeCloseTo(hitCount / hitOf)
          for (const part of [share, rest]) expect(part >= 0 && part <= 1).toBe(true)
        }
        const lifts = traits.map((trait) => trait.hit - trait.others)
        expect(lifts).toEqual([...lifts].sort((a, b) => b - a))
      }),
    )
  })
})

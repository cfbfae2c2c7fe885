import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { FORMATS } from '@/lib/formats'
import { readLine } from '@/lib/formats/recognise'
import { splitRecords, type SplitRecord } from '@/lib/formats/split-records'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import { writeExample } from '@/lib/testing/example-record'
import type { ServiceContext } from '../context'
import { ingestEvents } from './ingest-events'

const NOW = new Date('2026-11-24T12:00:00Z')
let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const context = (name = `token-${newId()}`, scopes = ['events:write']): ServiceContext => ({ db, actor: { kind: 'token', id: newId(), name, scopes }, now: NOW, requestId: null, ip: null })
const given = (...values: (string | object)[]): SplitRecord[] => values.map((value, index) => ({ index, value }))
const own = (more: object = {}) => ({ latchkey: 1, at: '2026-11-24T11:00:00.000Z', environment: 'production', service: 'auth-service', hop: 'auth', outcome: 'failure', reason: 'bad_password', traceId: newId(), ...more })
const find = (traceId: string) => db.prisma.authEvent.findFirstOrThrow({ where: { traceId } })

async function counts(environment: string) {
  const [hours, events] = await Promise.all([db.prisma.eventHour.aggregate({ where: { environment }, _sum: { count: true } }), db.prisma.authEvent.count({ where: { environment } })])
  return { hours: hours._sum.count ?? 0, events }
}

describe('events', () => {
  for (const format of FORMATS) {
    it(`stores every sample of ${format.id} with its reason`, async () => {
      for (const { name, raw } of format.samples) {
        expect(await ingestEvents(context(), { records: given(raw) }), name).toEqual({ received: 1, stored: 1, duplicate: 0, rejected: 0, problems: [] })
      }
      const rows = await db.prisma.authEvent.findMany({ where: { format: format.id } })
      expect(rows).toHaveLength(format.samples.length)
      const found = new Set(rows.map(({ reason, outcome, code }) => `${outcome} ${reason} ${code ?? ''}`))
      for (const { name, raw } of format.samples) {
        const facts = readLine(raw)?.facts
        expect(found, name).toContain(`${facts?.outcome} ${facts?.reason} ${facts?.code ?? ''}`)
      }
    })
  }

  it('knows the same batch again, also after something else, and counts each record once', async () => {
    const ctx = context()
    const environment = `twice-${newId()}`
    const records = given(...Array.from({ length: 2_500 }, (_, n) => own({ environment, sourceId: `e-${n}` })))
    expect(await ingestEvents(ctx, { records })).toMatchObject({ received: 2_500, stored: 2_500, duplicate: 0, rejected: 0 })
    expect(await ingestEvents(ctx, { records: records.toReversed() })).toMatchObject({ received: 2_500, stored: 0, duplicate: 2_500 })
    expect(await ingestEvents(ctx, { records: [...records.slice(0, 10), ...given(own({ environment, sourceId: 'new' }), own({ environment, sourceId: 'new' }))] })).toMatchObject({ received: 12, stored: 1, duplicate: 11 })
    expect(await counts(environment)).toEqual({ hours: 2_501, events: 2_501 })
  })

  it('knows a record without a time again, whenever it comes, and each of many once', async () => {
    const ctx = context()
    const environment = `untimed-${newId()}`
    const lines = (from: number, count: number) => given(...Array.from({ length: count }, (_, n) => `worker ${environment} said nothing new ${from + n}`))
    expect(await ingestEvents(ctx, { records: lines(0, 1_200), environment })).toMatchObject({ stored: 1_200, duplicate: 0 })
    const later = { ...ctx, now: new Date(NOW.getTime() + 3_600_000) }
    expect(await ingestEvents(later, { records: [...lines(1_100, 200), ...lines(0, 1)], environment })).toMatchObject({ received: 201, stored: 100, duplicate: 101 })
    expect((await counts(environment)).events).toBe(1_300)
  })

  it('makes the months that it meets, for two senders at once', async () => {
    const ctx = context()
    const environment = `months-${newId()}`
    const months = ['1999-12', '2024-01', '2024-02', '2025-07', '2025-08']
    const records = given(...months.map((month) => own({ environment, at: `${month}-28T23:59:59.999Z` })))
    const both = await Promise.all([ingestEvents(ctx, { records }), ingestEvents(ctx, { records: records.toReversed() })])
    expect(both.map(({ stored }) => stored).reduce((sum, stored) => sum + stored)).toBe(5)
    const { rows } = await db.pool.query<{ part: string }>(`SELECT DISTINCT tableoid::regclass::text AS part FROM auth_event WHERE environment = $1 ORDER BY 1`, [environment])
    expect(rows.map(({ part }) => part)).toEqual(['auth_event_2024_01', 'auth_event_2024_02', 'auth_event_2025_07', 'auth_event_2025_08', 'auth_event_before_2024'])
  })

  it('takes the same id of another source, or another format, for another record', async () => {
    const sourceId = newId()
    expect(await ingestEvents(context(), { records: given(own({ sourceId })) })).toMatchObject({ stored: 1 })
    expect(await ingestEvents(context(), { records: given(own({ sourceId })) })).toMatchObject({ stored: 1 })
  })

  it('tells long records apart that begin alike', async () => {
    const ctx = context()
    const line = (end: string) => `2026-11-24 10:00:00 something ${'x'.repeat(40_000)} ${end}`
    expect(await ingestEvents(ctx, { records: given(line('a'), line('b'), line('a')) })).toMatchObject({ stored: 2, duplicate: 1 })
  })

  it('keeps a text to the letter, whatever its characters mean to the database, also beside a known one', async () => {
    const ctx = context()
    const texts = ['a\tb', 'back\\slash \\N \\t', 'one\n two\r\n three', '\\.', '\\N', 'N\\', `"quotes" 'both' {,}`, 'ﷺ🔑', 'the end\\'].map((text) => `${newId()} ${text}`)
    for (const list of [texts, [...texts, ...texts.map((text) => `again ${text}`)]]) {
      await ingestEvents(ctx, { records: given(...list) })
      const rows = await db.prisma.authEvent.findMany({ where: { raw: { in: list } }, select: { raw: true } })
      expect(rows.map(({ raw }) => raw).toSorted()).toEqual(list.toSorted())
    }
    const event = own({ sourceId: 'tab\there', attempted: 'CORP\\maya', details: { path: 'C:\\temp\\"x"', groups: ['a\\b'] } })
    await ingestEvents(ctx, { records: given(event) })
    expect(await find(event.traceId)).toMatchObject({ attempted: 'CORP\\maya', details: { path: 'C:\\temp\\"x"', groups: ['a\\b'] }, raw: JSON.stringify(event) })
  })

  it('keeps what no format knows as an event, and counts it by format', async () => {
    const ctx = context()
    expect(await ingestEvents(ctx, { records: given('the cat sat on the mat', { foo: newId() }), environment: 'Prod' })).toMatchObject({ stored: 2, rejected: 0 })
    const row = await db.prisma.authEvent.findFirstOrThrow({ where: { raw: 'the cat sat on the mat' } })
    expect(row).toMatchObject({ format: 'unrecognised', outcome: 'info', reason: 'unknown', environment: 'production', at: NOW })
    expect(await db.prisma.formatCount.findMany({ where: { source: ctx.actor.name } })).toMatchObject([{ format: 'unrecognised', count: 2, day: new Date('2026-11-24T00:00:00Z') }])
  })

  it('rejects what is no record, by its index, and keeps the rest', async () => {
    const records = splitRecords(JSON.stringify([own(), 7, own(), null, [own()]]))
    const result = await ingestEvents(context(), { records })
    expect(result).toMatchObject({ received: 5, stored: 2, duplicate: 0, rejected: 3 })
    expect(result.problems.map(({ index }) => index)).toEqual([1, 3, 4])
    await expect(ingestEvents(context(), { records: splitRecords('[1]') })).rejects.toMatchObject({ code: 'invalid' })
    await expect(ingestEvents(context(), { records: [] })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('finds the account by the id, the e-mail, the user name or the phone, in its environment only', async () => {
    const { environment, accountId, email } = await writeExample(db, { account: { username: 'MOkafor', phone: '+44 20 7946 4471', phoneKey: '442079464471' } })
    const { externalId } = await db.prisma.account.findUniqueOrThrow({ where: { id: accountId } })
    const found = async (more: object) => {
      const event = own({ environment, ...more })
      await ingestEvents(context(), { records: given(event) })
      return (await find(event.traceId)).accountId
    }
    for (const more of [{ accountId }, { accountId: accountId.toUpperCase() }, { accountId: externalId }, { attempted: `  ${email.toUpperCase()} ` }, { attempted: 'MOkafor' }, { attempted: '+44 (20) 7946-4471' }]) expect(await found(more), JSON.stringify(more)).toBe(accountId)
    expect(await found({ accountId, environment: `other-${newId()}` })).toBeNull()
    expect(await found({ attempted: 'nobody@example.com' })).toBeNull()
    expect(await found({ accountId: externalId, attempted: 'nobody@example.com' })).toBe(accountId)
  })

  it('guesses nothing where two live accounts share a name, and takes the live one before a deleted one', async () => {
    const one = await writeExample(db)
    const twin = (deletedAt: Date | null) => ({ id: newId(), directoryId: one.directoryId, externalId: newId(), environment: one.environment, email: one.email, emailKey: one.email, name: 'Twin', nameKey: 'twin', deletedAt })
    await db.prisma.account.create({ data: twin(NOW) })
    const first = own({ environment: one.environment, attempted: one.email })
    await ingestEvents(context(), { records: given(first) })
    expect((await find(first.traceId)).accountId).toBe(one.accountId)
    await db.prisma.account.create({ data: twin(null) })
    const second = own({ environment: one.environment, attempted: one.email })
    await ingestEvents(context(), { records: given(second) })
    expect((await find(second.traceId)).accountId).toBeNull()
  })

  it('makes environments and services that it meets', async () => {
    const service = `svc-${newId()}`
    await ingestEvents(context(), { records: given(own({ environment: 'PRD', service }), own({ environment: 'qa lab', service: `${service}-edge`, hop: 'edge' })) })
    expect(await db.prisma.environment.findMany({ where: { name: { in: ['production', 'qa lab', 'prd'] } }, orderBy: { name: 'asc' } })).toMatchObject([{ name: 'production', rank: 0 }, { name: 'qa lab', rank: 100 }])
    expect(await db.prisma.service.findMany({ where: { name: { startsWith: service } }, orderBy: { name: 'asc' } })).toMatchObject([{ onSignInPath: true }, { onSignInPath: false }])
  })

  it('believes no time that cannot be right, and keeps the one that can', async () => {
    for (const [at, kept] of [['2026-11-23T23:30:00Z', '2026-11-23T23:30:00.000Z'], ['0000-01-01T00:00:00Z', NOW.toISOString()], ['9999-12-31T23:59:59Z', NOW.toISOString()], ['1970-01-01T00:00:00Z', NOW.toISOString()]]) {
      const event = own({ at })
      await ingestEvents(context(), { records: given(event) })
      expect((await find(event.traceId)).at.toISOString(), at).toBe(kept)
    }
  })

  it('never lets a secret reach the table', async () => {
    const secret = 'Hunter2-c0rrect-horse'
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXlhIn0.c2lnbmF0dXJlLXBhcnQ'
    const records = given(
      own({ password: secret, message: `login failed password=${secret}`, details: { path: `/login?token=${secret}` } }),
      own({ authorization: `Bearer ${jwt}`, headers: [{ name: 'Cookie', value: `sid=${secret}` }] }),
      `2026-11-24T11:00:00Z login user=maya password="${secret}" Authorization: Bearer ${jwt}`,
      { eventType: 'user.session.start', debugContext: { debugData: { access_token: jwt, otp: secret } } },
    )
    expect(await ingestEvents(context(), { records })).toMatchObject({ stored: 4 })
    const { rows } = await db.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM auth_event AS e WHERE strpos(e::text, $1) > 0 OR strpos(e::text, $2) > 0`, [secret, 'c2lnbmF0dXJlLXBhcnQ'])
    expect(rows).toEqual([{ count: 0 }])
  })

  it('takes hostile records without an error of ours', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as object
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]))
    const texts = ['null\u0000byte', '\ud800', '\u202eexe.cod', 'a\r\nForged: line', '<script>alert(1)</script>', `'; DROP TABLE auth_event; --`, 'ﷺ'.repeat(400) + '🔑', '🔑'.repeat(300_000), 'x'.repeat(1_048_576)]
    const fields = ['attempted', 'userAgent', 'accountId', 'ip', 'host', 'service', 'environment', 'version', 'code', 'rule', 'message', 'client', 'provider', 'sourceId', 'at', 'traceId', 'reason']
    for (const text of texts) {
      const records = given(text, ...fields.map((field) => own({ [field]: text })), { [text]: text }, own({ details: { path: text, groups: [text], statusCode: text, country: text } }))
      expect(await ingestEvents(context(), { records, environment: text }), text.slice(0, 20)).toMatchObject({ received: records.length, rejected: 0 })
    }
    const odd = given(deep, wide, JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"latchkey":1}') as object, own({ durationMs: 1e300, details: { count: 1e300, statusCode: -5 } }), own({ ip: 'fe80::1%eth0' }), own({ ip: '::ffff:203.0.113.7' }))
    expect(await ingestEvents(context(), { records: odd })).toMatchObject({ stored: odd.length })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    const { rows } = await db.pool.query<{ longest: number }>('SELECT max(length(raw)) AS longest FROM auth_event')
    expect(rows[0]?.longest).toBeLessThanOrEqual(16_384)
  })

  it('always accounts for every record', async () => {
    const record = fc.oneof(
      fc.record({ latchkey: fc.constant(1), sourceId: fc.constantFrom('a', 'b', 'c'), hop: fc.constant('auth'), outcome: fc.constant('failure'), reason: fc.constant('unknown') }),
      fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.jsonValue({ maxDepth: 1 }),
    )
    const ctx = context()
    let total = 0
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (list) => {
        const records = splitRecords(JSON.stringify(list))
        const result = await ingestEvents(ctx, { records }).catch((error: { code: string }) => error)
        if ('code' in result) {
          expect(result.code).toBe('invalid')
          return
        }
        expect(result.received).toBe(records.length)
        expect(result.stored + result.duplicate + result.rejected).toBe(result.received)
        expect(result.problems).toHaveLength(result.rejected)
        total += result.stored
      }),
      { numRuns: 60 },
    )
    const counted = await db.prisma.formatCount.aggregate({ where: { source: ctx.actor.name }, _sum: { count: true } })
    expect(counted._sum.count ?? 0).toBe(total)
  })

  it('stores each record once when eight callers send the same at once', async () => {
    const environment = `parallel-${newId()}`
    const ctx = context()
    const records = given(...Array.from({ length: 2_500 }, (_, n) => own({ environment, sourceId: `p-${n}`, at: new Date(NOW.getTime() - n * 600_000).toISOString() })))
    const callers = onPostgres ? 8 : 3
    const results = await Promise.all(Array.from({ length: callers }, (_, n) => ingestEvents(ctx, { records: n % 2 ? records : records.toReversed() })))
    expect(results.reduce((sum, { stored }) => sum + stored, 0)).toBe(2_500)
    expect(results.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(2_500 * (callers - 1))
    expect(await counts(environment)).toEqual({ hours: 2_500, events: 2_500 })
  })

  it('stores nothing for a token without the scope, and audits the refusal', async () => {
    await expect(ingestEvents(context('wrong', ['changes:write']), { records: given(own()) })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await db.prisma.auditEntry.findMany({ where: { actorName: 'wrong' } })).toMatchObject([{ action: 'events:write', outcome: 'denied', reason: 'scope' }])
  })
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import type { SplitRecord } from '@/lib/formats/split-records'
import { onPostgres, testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { ingestEvents } from './ingest-events'
import { REDRAW, ROLLUP_OF_EVENTS } from './roll-up'

const NOW = new Date('2026-11-24T12:00:00Z')
let db: Database
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const context = (name: string): ServiceContext => ({ db, actor: { kind: 'token', id: newId(), name, scopes: ['events:write'] }, now: NOW, requestId: null, ip: null })
const given = (values: readonly object[]): SplitRecord[] => values.map((value, index) => ({ index, value }))
const rolled = async () => (await db.pool.query<object>(`SELECT * FROM event_rollup ORDER BY environment, outcome, slot, reason, provider`)).rows
const drawn = async () => (await db.pool.query<object>(`SELECT * FROM (${ROLLUP_OF_EVENTS}) AS d ORDER BY environment, outcome, slot, reason, provider`)).rows

/** Times at and beside the edges of slots, and details that say nothing of a delivery, or nonsense. */
const record = fc.record({
  latchkey: fc.constant(1),
  sourceId: fc.integer({ min: 0, max: 400 }).map(String),
  at: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, 0, 1, 299_999, 299_999.6, 150_000)).map(([slot, ms]) => new Date(NOW.getTime() - 3_600_000 + slot * 300_000 + ms).toISOString()),
  environment: fc.constantFrom('production', 'staging'),
  hop: fc.constantFrom('auth', 'mail', 'idp'),
  outcome: fc.constantFrom('success', 'failure', 'info'),
  reason: fc.constantFrom('bad_password', 'account_locked', 'success', 'mfa_code_expired'),
  provider: fc.constantFrom('okta', 'entra', null),
  details: fc.oneof(fc.constant({}), fc.record({ deliverySeconds: fc.oneof(fc.constantFrom(0, 9.9995, 10, 10.0004, 30, 600, 600.001, 86_400, 1e12), fc.double({ min: 0, max: 900, noNaN: true })) })),
})

describe('the rollup', () => {
  it('is the GROUP BY of the events, whatever comes in, also again and from eight at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(record, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }), async (batches) => {
        const ctx = context('one source')
        const callers = onPostgres ? 8 : 3
        await Promise.all(Array.from({ length: callers }, (_, n) => ingestEvents(ctx, { records: given(n % 2 ? batches.flat() : batches.flat().toReversed()) })))
        for (const batch of batches) await ingestEvents(ctx, { records: given(batch) })
        expect(await rolled()).toEqual(await drawn())
      }),
      { numRuns: 25 },
    )
    expect((await rolled()).length).toBeGreaterThan(20)
  }, 120_000)

  it('counts eight senders of other records of the same five minutes together', async () => {
    const before = await db.prisma.authEvent.count()
    const batch = (n: number) => given(Array.from({ length: 1_500 }, (_, i) => ({ latchkey: 1, sourceId: `${n}-${i}`, at: NOW.toISOString(), hop: 'auth', outcome: 'failure', reason: i % 3 ? 'bad_password' : 'account_locked', environment: 'busy' })))
    await Promise.all(Array.from({ length: onPostgres ? 8 : 2 }, (_, n) => ingestEvents(context(`sender ${n}`), { records: batch(n) })))
    expect((await db.prisma.authEvent.count()) - before).toBe((onPostgres ? 8 : 2) * 1_500)
    expect(await rolled()).toEqual(await drawn())
  }, 60_000)

  it('is drawn by its migration, and anew, as ingest would have kept it', async () => {
    const kept = await rolled()
    const backfill = readFileSync('prisma/migrations/20261128107000_event_rollup/migration.sql', 'utf8').split('SET LOCAL statement_timeout = 0;')[1] ?? ''
    await db.pool.query('DELETE FROM event_rollup')
    await db.pool.query(backfill)
    expect(await rolled()).toEqual(kept)
    for (const statement of REDRAW) await db.pool.query(statement)
    expect(await rolled()).toEqual(kept)
  })
})

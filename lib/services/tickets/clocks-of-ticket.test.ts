import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import { agentContext, EXAMPLE_NOW, writeExample, writeTicket } from '@/lib/testing/example-record'
import { ingestEvents } from '../ingest/ingest-events'
import { viewTicket } from './view-ticket'

let db: Database
let ctx: Awaited<ReturnType<typeof agentContext>>
let record: Awaited<ReturnType<typeof writeExample>>
let number: number
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  ctx = await agentContext(db, 'agent')
  record = await writeExample(db)
  number = (await writeTicket(db, { environment: record.environment, accountId: record.accountId }, null)).number
})

const before = (minutes: number) => new Date(EXAMPLE_NOW.getTime() - minutes * 60_000)

async function refuse(details: object = {}) {
  const value = { latchkey: 1, at: before(20).toISOString(), environment: record.environment, service: 'billing-api', hop: 'api', host: 'api-3', outcome: 'failure', reason: 'token_not_yet_valid', attempted: record.email, accountId: record.accountId, traceId: newId(), details }
  await ingestEvents({ ...ctx, actor: { kind: 'token', id: newId(), name: `t-${newId()}`, scopes: ['events:write'] } }, { records: [{ index: 0, value }] })
}
const measured = (offsetMs: number, { uncertaintyMs = 100, seenAt = before(5) } = {}) =>
  db.prisma.clockPair.create({ data: { environment: record.environment, outerHop: 'edge', outerClock: 'edge-1', innerHop: 'api', innerClock: 'api-3', sinceAt: new Date(seenAt.getTime() - 3_600_000), seenAt, offsetMs, uncertaintyMs, attempts: 40, traceId: 't', pairs: [] } })

const judged = async () => {
  const { verdict, gathered } = await viewTicket(ctx, number, 'verdict')
  const skew = verdict.evidence.find(({ sign }) => sign === 'log-skew')
  return { cause: verdict.cause, weight: skew?.weight ?? null, because: skew?.because ?? null, lines: gathered.caseFile.logs?.length ?? 0 }
}

describe('a refusal on a clock that many attempts say is off', () => {
  it('gains the evidence, for the clock and with its figure', async () => {
    await refuse()
    const without = await judged()
    expect(without).toMatchObject({ weight: null, lines: 1 })
    await measured(-245_000)
    const { cause, weight, because, lines } = await judged()
    expect([cause, lines]).toEqual(['clock-skew', 2])
    expect(weight).toBeGreaterThan(0)
    expect(because).toContain('api-3 is 245 s off')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['is off by less than a minute', () => measured(-50_000)],
    ['may be right', () => measured(-100_000, { uncertaintyMs: 90_000 })],
    ['was measured at another time', () => measured(-245_000, { seenAt: before(300) })],
  ])('gains none where the clock %s', async (_, write) => {
    await refuse()
    await write()
    expect(await judged()).toMatchObject({ weight: null, lines: 1 })
  })

  it('keeps to what the record says itself', async () => {
    await refuse({ clockSkewSeconds: 240 })
    await measured(-245_000)
    expect(await judged()).toMatchObject({ lines: 1, because: 'api-3 is 240 s off.' })
  })
})

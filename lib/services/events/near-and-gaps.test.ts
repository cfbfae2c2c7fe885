import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idAt } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/lib/testing/database'
import type { ServiceContext } from '../context'
import { findGaps } from './find-gaps'
import { getTrace } from './get-trace'

const NOW = new Date('2026-11-24T12:00:00Z')
let db: Database
const ctx = (): ServiceContext => ({ db, actor: { kind: 'system', id: null, name: 'test' }, now: NOW, requestId: null, ip: null })

async function record(seconds: number, more: { hop?: 'edge' | 'auth'; attempted?: string; ip?: string | null; traceId?: string | null; outcome?: 'failure' | 'success'; reason?: string; durationMs?: number | null; environment?: string } = {}) {
  const at = NOW.getTime() + seconds * 1000
  const id = idAt(at)
  const { attempted = 'maya', ip = '192.0.2.7', durationMs = 5, ...rest } = more
  await db.prisma.authEvent.create({ data: { id, at: new Date(at), environment: 'production', hop: 'auth', outcome: 'failure', reason: 'bad_password', attempted, attemptedKey: attempted, ip, durationMs, format: 'latchkey', raw: '{}', ...rest } })
  return id
}

beforeAll(async () => {
  db = await testDatabase()
  for (const name of ['production', 'staging', 'test']) await db.prisma.environment.create({ data: { name, hosts: [] } })
})
afterAll(() => db.close())

describe('an attempt without a trace id', () => {
  it('is tied together by identifier, address and time, and says so', async () => {
    const id = await record(-100)
    const beside = await record(-101, { hop: 'edge', ip: null })
    await record(-98, { attempted: 'omar' })
    await record(-97, { ip: '198.51.100.7' })
    await record(-60)
    await record(-99, { traceId: 'other' })
    await record(-99, { environment: 'staging' })
    const { spans, by, gaps } = await getTrace(ctx(), id)
    expect(spans.map(({ event }) => event.id)).toEqual([beside, id])
    expect(by).toBe('near')
    expect(gaps.join(' ')).toContain('identifier, address and time')
  })

  it('stays alone where nothing lies beside it, and one with a trace id keeps to its trace', async () => {
    const alone = await record(-3000, { attempted: 'zoe' })
    expect(await getTrace(ctx(), alone)).toMatchObject({ by: 'single' })
    const traced = await record(-2000, { traceId: 't-1' })
    await record(-2001)
    const { spans, by } = await getTrace(ctx(), traced)
    expect([spans.length, by]).toEqual([1, 'trace'])
  })
})

describe('what the logs leave out', () => {
  it('is counted by service and hop, of refusals alone, of the last day', async () => {
    const environment = 'test'
    await record(-10, { environment, reason: 'unknown', traceId: 'a' })
    await record(-11, { environment })
    await record(-12, { environment, traceId: 'b', durationMs: null })
    await record(-13, { environment, outcome: 'success', reason: 'success', durationMs: null })
    await record(-100_000, { environment })
    expect(await findGaps(ctx(), { environment })).toEqual([{ service: null, hop: 'auth', refusals: 3, withoutReason: 1, withoutTrace: 1, withoutDuration: 1 }])
    expect(await findGaps(ctx(), { environment: 'no\u0000where' })).toEqual([])
  })
})

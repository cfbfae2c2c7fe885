import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOPS, OUTCOMES, type Hop } from '@/lib/evidence/vocabulary'
import type { EventRow } from './event-row'
import { buildTrace, decidingOf } from './get-trace'

const START = Date.parse('2026-11-24T09:08:40.000Z')
let ids = 0

function span(hop: Hop, ms: number, took: number | null, more: Partial<EventRow> = {}): EventRow {
  const at = new Date(START + ms)
  ids += 1
  return {
    id: `${ids}`, at, received_at: at, environment: 'production', service: null, version: null, hop, host: null, trace_id: 't1', duration_ms: took, outcome: 'info', reason: 'success', code: null,
    rule: null, message: null, attempted: null, account_id: null, client: null, client_version: null, provider: null, ip: null, user_agent: null, details: {}, format: 'latchkey', raw: '{}', ...more,
  }
}
const refused = { outcome: 'failure', reason: 'bad_password' } as const
const trace = (...rows: EventRow[]) => {
  const built = buildTrace('t1', rows)
  if (!built) throw new Error('no trace')
  return built
}

describe('a trace', () => {
  it('puts the hops in the order of a sign-in, on one axis, and marks the one that refused', () => {
    const { spans, totalMs, deciding, missing, gaps } = trace(span('auth', 10, 200, refused), span('edge', 0, 300), span('user_store', 30, 5), span('gateway', 4, 250))
    expect(spans.map(({ event, startMs }) => [event.hop, startMs])).toEqual([['edge', 0], ['gateway', 4], ['auth', 10], ['user_store', 30]])
    expect(spans.map(({ refused: is }) => is)).toEqual([false, false, true, false])
    expect([totalMs, deciding.hop, missing, gaps]).toEqual([300, 'auth', [], []])
  })

  it.each([
    ['behind', -240_000],
    ['ahead', 240_000],
  ])('corrects a clock that is %s by the nesting of the hops, and says by how much', (_, skew) => {
    const { spans } = trace(span('edge', 0, 300), span('auth', 50 + skew, 200, refused), span('user_store', 60, 5))
    const auth = spans.find(({ event }) => event.hop === 'auth')
    expect(auth).toMatchObject({ corrected: true, startMs: 50 })
    expect(auth?.offsetMs).toBe(skew)
  })

  const edge = { hop: 'edge', clock: 'edge-1' } as const
  const known = (offsetMs: number, more: { uncertaintyMs?: number; seenAt?: Date } = {}) => ({ outer: edge, inner: { hop: 'auth', clock: 'auth-2' } as const, offsetMs, uncertaintyMs: 80, attempts: 64, sinceAt: new Date(START - 3_600_000), seenAt: new Date(START), traceId: 't0', ...more })
  const skewed = (skew: number) => [span('edge', 0, 300, { host: 'edge-1' }), span('auth', 50 + skew, 200, { host: 'auth-2', ...refused }), span('user_store', 60, 5)]
  const authOf = (clock: ReturnType<typeof known>, skew: number) => buildTrace('t1', skewed(skew), [clock])?.spans.find(({ event }) => event.hop === 'auth')

  it('corrects a clock by what many attempts said, also where this one alone would not show it, and says which', () => {
    expect(authOf(known(600), 600)).toMatchObject({ corrected: true, startMs: 50, offsetMs: 600, known: { attempts: 64 } })
    expect(authOf(known(-245_000), -245_000)).toMatchObject({ corrected: true, startMs: 50, offsetMs: -245_000, known: { uncertaintyMs: 80 } })
  })

  it('claims nothing of a clock that may be in step, and nothing of a time that those attempts do not speak for', () => {
    expect(authOf(known(70), 70)).toMatchObject({ corrected: false, offsetMs: 0, known: null })
    expect(authOf(known(600, { uncertaintyMs: 700 }), 600)).toMatchObject({ corrected: false, known: null })
    expect(authOf(known(600, { seenAt: new Date(START - 2 * 3_600_000) }), 600)).toMatchObject({ corrected: false, known: null })
  })

  it('goes by the attempt itself where it contradicts what was known: the clock was set meanwhile', () => {
    expect(authOf(known(-245_000), 0)).toMatchObject({ corrected: false, startMs: 50, offsetMs: 0, known: null })
    expect(authOf(known(-245_000), 90_000)).toMatchObject({ corrected: true, startMs: 50, offsetMs: 90_000, known: null })
  })

  it('leaves milliseconds of difference alone', () => {
    const { spans } = trace(span('edge', 0, 300), span('auth', -40, 200, refused))
    expect(spans.every(({ corrected, offsetMs }) => !corrected && offsetMs === 0)).toBe(true)
  })

  it('takes a record that was written with the answer for the end of its hop', () => {
    const { spans } = trace(span('browser', 500, 480), span('edge', 40, 400), span('auth', 60, 200, refused))
    expect(spans.map(({ event, startMs, corrected }) => [event.hop, startMs, corrected])).toEqual([['browser', 0, false], ['edge', 20, false], ['auth', 40, false]])
  })

  it.each<[string, EventRow[], Hop[]]>([
    ['nothing of the store behind a wrong password', [span('edge', 0, 9), span('auth', 1, 9, refused)], ['user_store']],
    ['the edge never saw it', [span('auth', 0, 9, refused), span('user_store', 1, 2)], ['edge']],
    ['a refusal at the edge reaches nothing else', [span('edge', 0, 9, { outcome: 'failure', reason: 'rate_limited' })], []],
    ['nobody to look up', [span('edge', 0, 9), span('auth', 1, 9, { outcome: 'failure', reason: 'unknown_user' })], []],
  ])('names the hops that left no record: %s', (_, rows, missing) => expect(trace(...rows).missing).toEqual(missing))

  it('a log without a reason is a finding, as is one without a trace id', () => {
    const { gaps, by } = trace(span('auth', 0, null, { outcome: 'failure', reason: 'unknown', trace_id: null }))
    expect(gaps).toHaveLength(3)
    expect(by).toBe('single')
  })

  it('of nothing is none', () => expect(buildTrace('t1', [])).toBeNull())

  it('places whatever comes on an axis that begins at nought, each record once', () => {
    const row = fc.tuple(fc.constantFrom(...HOPS), fc.integer({ min: -1e7, max: 1e7 }), fc.option(fc.nat(60_000), { nil: null }), fc.constantFrom(...OUTCOMES))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const events = rows.map(([hop, ms, took, outcome]) => span(hop, ms, took, { outcome }))
        const { spans, totalMs, deciding } = trace(...events)
        expect(new Set(spans.map(({ event }) => event.id))).toEqual(new Set(events.map(({ id }) => id)))
        expect(Math.min(...spans.map(({ startMs }) => startMs))).toBe(0)
        for (const { startMs, durationMs } of spans) expect(startMs + durationMs).toBeLessThanOrEqual(totalMs)
        expect(deciding).toBe(decidingOf(events))
      }),
    )
  })
})

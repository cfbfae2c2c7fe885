import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expire, step, type Frozen, type RequestEvent } from './machine'

const SEQUENCES = 100_000
const MINUTE = 60_000
const PEOPLE = {
  ines: { id: 'ines', key: 'ines@x', mayApprove: false },
  inesTwin: { id: 'ines2', key: 'ines@x', mayApprove: true },
  tomasz: { id: 'tomasz', key: 'tomasz@x', mayApprove: true },
  ada: { id: 'ada', key: 'ada@x', mayApprove: true },
  vera: { id: 'vera', key: 'vera@x', mayApprove: false },
  dana: { id: 'dana', key: 'dana@x', mayApprove: true },
  maya: { id: 'maya', key: 'maya@x', mayApprove: true },
}
type Name = keyof typeof PEOPLE
const HASH = 'as asked for'

const asked = (delay: number, by: Name): Frozen => ({
  state: 'pending', payloadHash: HASH, requester: PEOPLE[by], targetKey: 'maya@x', vouchers: ['dana'],
  approveBy: 30 * MINUTE, runAt: null, executeBy: null, delayMs: delay * MINUTE, windowMs: 30 * MINUTE,
})

// ---------- the reference: not a machine, but a reading of the whole history ----------

type Told = RequestEvent & { who?: Name | 'target' }

/** Says from all events at once how it must stand, without any state in between. */
function reference(events: readonly Told[], delay: number, by: Name): string {
  const second = new Set<Name>((['tomasz', 'ada', 'inesTwin'] as const).filter((name) => PEOPLE[name].key !== PEOPLE[by].key))
  const valid = (event: Told) => (event.type === 'approve' || event.type === 'deny') && event.who !== 'target' && event.who !== undefined && second.has(event.who) && event.payloadHash === HASH
  const stops = (event: Told) => event.type === 'cancel' && event.who !== undefined && (event.who === 'target' || event.who === by || PEOPLE[event.who].mayApprove)
  const at = (found: Told | undefined) => (found ? { at: found.at, index: events.indexOf(found) } : { at: Infinity, index: Infinity })
  const inTime = events.filter((event) => event.at < 30 * MINUTE)
  const agreed = at(inTime.find((event, index) => event.type === 'approve' && valid(event) && !inTime.slice(0, index).some((earlier) => (earlier.type === 'deny' && valid(earlier)) || stops(earlier))))
  const closes = agreed.at === Infinity ? 30 * MINUTE : agreed.at + (delay + 30) * MINUTE
  const opens = agreed.at + delay * MINUTE
  const ends: readonly (readonly [string, (event: Told, index: number) => boolean])[] = [
    ['denied', (event) => event.type === 'deny' && valid(event)],
    ['cancelled', (event) => stops(event)],
    ['executed', (event, index) => event.type === 'run' && event.outcome === 'done' && index > agreed.index && event.at >= opens],
    ['failed', (event, index) => event.type === 'run' && event.outcome === 'refused' && index > agreed.index && event.at >= opens],
  ]
  const first = ends.map(([name, is]) => ({ name, index: events.findIndex((event, index) => event.at < closes && is(event, index)) })).filter(({ index }) => index >= 0).sort((a, b) => a.index - b.index)[0]
  if (first) return first.name
  if (events.some((event) => event.at >= closes)) return 'expired'
  return agreed.index === Infinity ? 'pending' : 'approved'
}

const name = fc.constantFrom<Name>('ines', 'inesTwin', 'tomasz', 'ada', 'vera', 'dana', 'maya')
// Most steps are short, some long; hashes mostly right: else few sequences get anywhere.
const later = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 1, arbitrary: fc.integer({ min: 7, max: 70 }) })
const hash = fc.oneof({ weight: 6, arbitrary: fc.constant(HASH) }, { weight: 1, arbitrary: fc.constant('something else') })
const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('approve' as const), who: name, later, hash }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deny' as const), who: name, later, hash }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who: fc.oneof(name, fc.constant('target' as const)), later }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), outcome: fc.constantFrom('done' as const, 'refused' as const), later }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tick' as const), later }) },
)

type Drawn = { kind: RequestEvent['type']; later: number; who?: Name | 'target'; hash?: string; outcome?: 'done' | 'refused' }

function toEvents(drawn: readonly Drawn[]): Told[] {
  let at = 0
  return drawn.map(({ kind, later: minutes, who, hash: payloadHash = HASH, outcome = 'done' }) => {
    at += minutes * MINUTE
    if (kind === 'approve' || kind === 'deny') return { type: kind, at, by: PEOPLE[who as Name], payloadHash, who: who as Name }
    if (kind === 'cancel') return { type: kind, at, by: who === 'target' ? 'target' : PEOPLE[who as Name], who: who as Name }
    return kind === 'run' ? { type: kind, at, outcome } : { type: kind, at }
  })
}

describe('a request for a second person', () => {
  it(`stands as its whole history says, over ${SEQUENCES} random histories`, { timeout: 120_000 }, () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 10 }), fc.constantFrom(0, 20), fc.constantFrom<Name>('ines', 'tomasz'), (drawn, delay, by) => {
        const events = toEvents(drawn)
        let request = asked(delay, by)
        let effects = 0
        for (const told of events) {
          const { next, refused } = step(request, told)
          if (told.type === 'run' && told.outcome === 'done' && refused === null) effects += 1
          request = next
        }
        const expected = reference(events, delay, by)
        seen.set(expected, (seen.get(expected) ?? 0) + 1)
        if (request.state !== expected) throw new Error(`${request.state}, and the history says ${expected}`)
        if (effects !== (expected === 'executed' ? 1 : 0)) throw new Error(`${effects} effects while ${expected}`)
      }),
      { numRuns: SEQUENCES },
    )
    // Histories that never get anywhere would prove nothing.
    for (const state of ['pending', 'approved', 'executed', 'denied', 'cancelled', 'expired', 'failed']) expect(seen.get(state) ?? 0, state).toBeGreaterThan(SEQUENCES / 200)
  })

  const approve = (by: Name, at = MINUTE, payloadHash = HASH): RequestEvent => ({ type: 'approve', at, by: PEOPLE[by], payloadHash })

  it.each([
    ['who asked', 'ines', /asked for this yourself/],
    ['a second account of who asked', 'inesTwin', /belong to one person/],
    ['the person of the account', 'maya', /own account/],
    ['who vouched for the caller', 'dana', /vouched/],
    ['somebody without the role', 'vera', /role/],
  ] as const)('is not approved by %s', (_what, by, why) => {
    const request = { ...asked(0, 'ines'), requester: { id: 'ines', key: 'ines@x' } }
    const given = by === 'ines' ? { ...PEOPLE.ines, mayApprove: true } : PEOPLE[by]
    const { next, refused } = step(request, { type: 'approve', at: MINUTE, by: given, payloadHash: HASH })
    expect(refused).toMatch(why)
    expect(next.state).toBe('pending')
  })

  it('is not approved under another hash, nor too late, nor twice', () => {
    expect(step(asked(0, 'ines'), approve('tomasz', MINUTE, 'other')).refused).toMatch(/not what was asked/)
    expect(step(asked(0, 'ines'), approve('tomasz', 30 * MINUTE))).toMatchObject({ next: { state: 'expired' }, refused: expect.stringMatching(/No answer means no/) as string })
    const once = step(asked(0, 'ines'), approve('tomasz')).next
    expect(step(once, approve('ada', 2 * MINUTE)).refused).toMatch(/already/)
  })

  it('is denied even after somebody agreed, as long as nothing was done', () => {
    const agreed = step(asked(20, 'ines'), approve('tomasz')).next
    const deny: RequestEvent = { type: 'deny', at: 10 * MINUTE, by: PEOPLE.ada, payloadHash: HASH }
    expect(step(agreed, deny).next.state).toBe('denied')
    const done = step(agreed, { type: 'run', at: 21 * MINUTE, outcome: 'done' }).next
    expect(step(done, { ...deny, at: 22 * MINUTE })).toMatchObject({ next: { state: 'executed' }, refused: 'It was done already.' })
  })

  it('waits for its delay and not a moment longer than its window', () => {
    const agreed = step(asked(20, 'ines'), approve('tomasz')).next
    expect(step(agreed, { type: 'run', at: 21 * MINUTE - 1, outcome: 'done' }).refused).toMatch(/delay/)
    expect(step(agreed, { type: 'run', at: 21 * MINUTE, outcome: 'done' }).next.state).toBe('executed')
    expect(expire(agreed, 51 * MINUTE).state).toBe('expired')
  })
})

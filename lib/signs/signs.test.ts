import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causes } from '@/lib/causes'
import { indexed } from '@/lib/engine/catalogue'
import { unknown, type Finding } from './define'
import { lookFor } from './look-for'
import { everyone, many } from './pattern'
import { readLabelled } from '@/lib/engine/labelled'
import type { Evidence } from '@/lib/evidence/evidence'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { cpuTime } from '@/lib/testing/cpu-time'

const { signs } = indexed({ causes, questions: [] })
const all = signs.map((sign) => [sign.id, sign] as const)

/** Text that a careless pattern would go back and forth in: repeats of what the patterns look for. */
const HOSTILE = ['redirect_uri ', 'client secret ', 'code ', 'issuer ', 'a', ' ', 'cookie.', 'http://', 'not ', 'group-', 'sms text ', 'token token ', '\u202e\r\n<b>', 'account ', 'min 15 every ', 'invalid', 'still after new ', 'post csrf ', 'unchecked ', 'user ']

/** Looking for all at once answers what each sign alone would answer. */
function expectHonest(evidence: Evidence): void {
  const findings = lookFor(signs, evidence)
  const told = (finding: Finding) => Object.values(finding).join()
  expect(signs.filter((sign, at) => told(findings[at] ?? unknown) !== told(sign.look(evidence))).map(({ id }) => id)).toEqual([])
}

describe('signs', () => {
  it('answer unknown where nothing is known', () => {
    const nothing = readCase({ version: 1 }, readLine)
    expect(signs.filter((sign) => sign.look(nothing).state !== 'unknown').map(({ id }) => id)).toEqual([])
  })

  it('have a sentence and a question', () => {
    for (const { id, says, ask } of signs) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(says.trim(), id).not.toBe('')
      expect(ask, id).toMatch(/\?$/)
    }
  })

  it('are looked for in the next case also where one of them failed in the case before', () => {
    const evidence = readCase({ version: 1, experience: { scope: 'everyone' } }, readLine)
    let fails = true
    const failing = { ...everyone, look: (given: Evidence) => { if (fails) throw new Error('failed'); return everyone.look(given) } }
    const both = [failing, many]
    expect(() => lookFor(both, evidence)).toThrow('failed')
    fails = false
    expect(lookFor(both, evidence).map((finding) => finding?.state)).toEqual(['present', 'present'])
  })

  it('answer alone what they answer when only those that may find something are looked for', () => {
    for (const { examples } of causes) {
      for (const example of examples) {
        const evidence = readCase(example.case, readLine)
        expectHonest(evidence)
      }
    }
    for (const labelled of readLabelled(['lib/testing/cases']).filter((_labelled, index) => index % 25 === 0)) {
      const evidence = readCase(labelled.input, readLine)
      const { account, events, experience } = evidence
      const said = (less: object) => ({ events: events.map((event) => ({ ...event, ...less })) })
      // Parts taken away one by one: what a sign needs shows where it is not. A record goes with its text.
      for (const less of [
        {}, { account: null }, { account: null, recordText: '' }, { events: [] }, { events: events.slice(0, 2), unrecognised: [] }, { unrecognised: [] }, { changes: [] }, { changeText: '' }, { config: [] }, { providers: [] }, { elsewhere: [] }, { accountSought: false }, { pattern: null, experience: { ...experience, scope: null } }, { pattern: null }, { blocks: [] },
        { words: '' }, { logText: '' }, { settingsText: '' }, { experience: { ...experience, statusCode: null, url: null } },
        said({ details: {} }), said({ reason: 'unknown' }), said({ outcome: 'info' }), said({ userAgent: null }), said({ rule: undefined, code: undefined }), said({ host: undefined }),
        { account: account && { ...account, lockedUntil: null, sessions: null, linked: null, failedAttempts: null, factors: [] } },
      ]) {
        expectHonest({ ...evidence, ...less })
      }
    }
  }, 120_000)

  it('read the answer to their own question and to no other', () => {
    for (const sign of signs) {
      const asked = new Set<string>()
      const answers = new Proxy({}, { get: (_target, key) => (typeof key === 'string' && asked.add(key), undefined) })
      sign.look({ ...readCase({ version: 1 }, readLine), answers })
      expect([...asked], sign.id).toEqual(sign.settledBy === undefined ? [] : [sign.settledBy])
    }
  })

  it('answer any case without throwing, and the same twice', () => {
    const part = fc.dictionary(fc.constantFrom('message', 'lockedUntil', 'factors', 'sessions', 'kind', 'at', 'people', 'hit', 'traits', 'id', 'raw', 'isActive', 'groups', 'value', 'key', 'summary'), fc.anything({ maxDepth: 2 }))
    const parts = fc.array(part, { maxLength: 4 })
    const cases = fc.record({ version: fc.constant(1), account: part, elsewhere: parts, providers: parts, blocks: parts, logs: parts })
    fc.assert(
      fc.property(cases, (input) => {
        const evidence = readCase(input, readLine)
        for (const sign of signs) expect(sign.look(evidence)).toEqual(sign.look(evidence))
      }),
      { numRuns: 60 },
    )
  })

  it.each(HOSTILE)('stay linear on long repeats of “%s”', (piece) => {
    const symptom = piece.repeat(Math.ceil(4_000 / piece.length))
    const logs = Array.from({ length: 60 }, () => symptom)
    const evidence = readCase({ version: 1, experience: { message: symptom, symptom }, logs }, readLine)
    const slow = all.flatMap(([id, sign]) => {
      // The least of three: a look may meet a collection of garbage, not three times.
      const ms = Math.min(...[1, 2, 3].map(() => cpuTime(() => sign.look(evidence))))
      return ms > 250 ? [`${id}: ${Math.round(ms)} ms`] : []
    })
    expect(slow).toEqual([])
  })
})

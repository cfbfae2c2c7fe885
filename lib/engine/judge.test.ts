import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineCause, type Cause } from '@/lib/causes/define'
import { readCase } from '@/lib/evidence/read-case'
import { verdictSchema } from '@/lib/evidence/verdict'
import { defineQuestion } from '@/lib/questions/define'
import { absent, defineSign, present, unknown, type Sign } from '@/lib/signs/define'
import { judge } from './judge'
import { effectsOf } from './next-questions'
import { knownAt, verdictsByStep } from './by-step'
import { findSigns, weigh } from './weigh'

/** A sign that reads one answer: three states at will. */
const signOf = (id: string): Sign =>
  defineSign({
    id,
    says: `${id} holds.`,
    ask: `Does ${id} hold?`,
    step: 'experience',
    settledBy: id,
    look: ({ answers }) => (answers[id] === 'yes' ? present(`${id} holds.`, 'experience') : answers[id] === 'no' ? absent(`${id} does not hold.`, 'experience') : unknown),
  })

const [a, b, c] = [signOf('a'), signOf('b'), signOf('c')]
const causeOf = (slug: string, bucket: Cause['bucket'], signs: Cause['signs'], more: Partial<Cause> = {}): Cause =>
  defineCause({
    slug, bucket, signs, also: [], nature: 'fault', title: slug, what: '', why: '', prior: -10, fix: { summary: slug, steps: [] }, confirm: '',
    recoveries: [], prevention: '', mistakenFor: [], reply: '', references: [], examples: [], ...more,
  })

const locked = causeOf('locked', 'policy', [{ sign: a, for: 30, against: -10 }], {
  recoveries: [{ action: 'unlock_account', consequence: 'Gets in.' }],
  mistakenFor: [{ cause: 'wrong', because: 'A lock stands.' }, { cause: 'not-in-the-catalogue', because: 'Elsewhere.' }],
})
const wrong = causeOf('wrong', 'credential', [{ sign: b, for: 14, against: -10 }, { sign: a, for: -8, against: 0 }])
const stale = causeOf('stale', 'credential', [{ sign: b, for: 14, against: -10 }, { sign: c, for: 6, against: -12 }])
const attack = causeOf('attack', 'undetermined', [{ sign: c, for: 40, against: 0 }], { nature: 'attack' })
const question = defineQuestion({
  id: 'c', step: 'experience', ask: 'Does c hold?', why: 'It tells the two apart.', cost: 20, applies: () => true,
  options: [{ id: 'yes', label: 'Yes', note: '' }, { id: 'no', label: 'No', note: '' }, { id: 'not_tried', label: 'Unknown', note: '' }],
})
const catalogue = { causes: [locked, wrong, stale, attack], questions: [question] }
const knowing = (answers: Record<string, string>) => readCase({ version: 1, experience: { answers } }, () => null)

const answers = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('yes', 'no', 'not_tried'))

describe('judging', () => {
  it('names nothing while nothing is known, and says what to ask', () => {
    const verdict = judge(catalogue, knowing({}))
    expect(verdict).toMatchObject({ bucket: 'undetermined', cause: null, nature: 'fault', evidence: [], recoveries: [], prior: 0, sum: 0 })
    expect(verdict.missing.map((missing) => missing.question)).toEqual(['c'])
  })

  it('names a cause with its evidence, its look-alikes and its recoveries', () => {
    const verdict = judge(catalogue, knowing({ a: 'yes' }))
    expect(verdict).toMatchObject({ bucket: 'policy', cause: 'locked', prior: -10, sum: 20 })
    expect(verdict.buckets.policy).toBeGreaterThan(0.9)
    expect(verdict.evidence).toEqual([{ sign: 'a', weight: 30, because: 'a holds.', source: 'experience' }])
    expect(verdict.recoveries).toEqual([{ action: 'unlock_account', tier: 2 }])
    expect(verdict.lookalikes.map(({ cause }) => cause)).toEqual(['wrong', 'not-in-the-catalogue'])
    expect(verdict.lookalikes[1]?.confidence).toBe(0)
  })

  it('states what such verdicts were right in, and gives the rest to the others', () => {
    const verdict = judge({ ...catalogue, stated: { once: [[20, 0.8]], twice: [[20, 0.99]] } }, knowing({ a: 'yes' }))
    expect(verdict).toMatchObject({ cause: 'locked', confidence: 0.8 })
    expect(Object.values(verdict.buckets).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  })

  it('names the bucket where two of its causes share it and neither reaches the threshold', () => {
    const verdict = judge({ ...catalogue, causes: [{ ...wrong, prior: 6 }, { ...stale, prior: 6 }, locked] }, knowing({ b: 'yes' }))
    expect(verdict.confidence).toBeLessThan(0.8)
    expect(verdict.bucket).toBe('credential')
    expect(verdict.unknown.length).toBeGreaterThan(0)
  })

  it('keeps an attack out of the five buckets and says what it is', () => {
    const verdict = judge(catalogue, knowing({ c: 'yes' }))
    expect(verdict).toMatchObject({ bucket: 'undetermined', nature: 'attack', cause: 'attack' })
    expect(verdict.buckets.undetermined).toBeGreaterThan(0.9)
  })

  it('gives probabilities that add up to one, whatever is known', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const verdict = judge(catalogue, knowing(given))
        expect(verdictSchema.parse(verdict)).toEqual(verdict)
        expect(Object.values(verdict.buckets).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        const weighing = weigh(catalogue, findSigns(catalogue, knowing(given)))
        expect(weighing.shares.reduce((sum, share) => sum + share, weighing.none)).toBeCloseTo(1, 9)
      }),
    )
  })

  it('adds nothing for the unknown, and gives the same verdict twice', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const known = Object.fromEntries(Object.entries(given).filter(([, answer]) => answer !== 'not_tried'))
        expect(judge(catalogue, knowing(given))).toEqual(judge(catalogue, knowing(given)))
        expect(judge(catalogue, knowing(given)).buckets).toEqual(judge(catalogue, knowing(known)).buckets)
      }),
    )
  })

  it('stays finite for sums of any size', () => {
    const far = { ...catalogue, causes: [{ ...locked, prior: 5000 }, { ...wrong, prior: -5000 }] }
    expect(judge(far, knowing({ a: 'yes' })).buckets.policy).toBe(1)
  })
})

describe('the next question', () => {
  it('is not asked again, and not when it cannot tell anything', () => {
    expect(judge(catalogue, knowing({ b: 'yes', c: 'no' })).missing).toEqual([])
    expect(judge({ causes: [locked], questions: [question] }, knowing({})).missing).toEqual([])
  })

  it('gains at most what is uncertain', () => {
    fc.assert(
      fc.property(answers, (given) => {
        for (const { gain } of judge(catalogue, knowing(given)).missing) {
          expect(gain).toBeGreaterThan(0)
          expect(gain).toBeLessThanOrEqual(Math.log2(catalogue.causes.length + 1))
        }
      }),
    )
  })

  it('shows where each answer would point before it is given', () => {
    const evidence = knowing({ b: 'yes' })
    for (const { option, bucket, probability, now } of effectsOf(catalogue, evidence, question)) {
      expect(option).not.toBe('not_tried')
      expect(judge(catalogue, knowing({ b: 'yes', c: option })).buckets[bucket]).toBeCloseTo(probability, 12)
      expect(judge(catalogue, evidence).buckets[bucket]).toBeCloseTo(now, 12)
    }
  })
})

describe('verdicts by step', () => {
  const input = {
    version: 1,
    experience: { message: 'Invalid' },
    account: { isActive: true },
    accountSought: true,
    elsewhere: [{ environment: 'staging' }],
    blocks: [{ kind: 'ip', value: '203.0.113.9' }],
    providers: [{ name: 'Contoso' }],
    changes: [{ summary: 'A release of that morning' }],
    config: [{ key: 'HASH', value: 'bcrypt' }],
    logs: ['a line that no format knows'],
    pattern: { people: 3 },
  }
  const evidence = readCase(input, () => null)

  it('leave out what a later step shows', () => {
    expect(knownAt(evidence, 'experience')).toMatchObject({ account: null, accountSought: false, elsewhere: [], blocks: [], providers: [], changes: [], config: [], unrecognised: [], pattern: { people: 3 } })
    expect(knownAt(evidence, 'record')).toMatchObject({ accountSought: true, changes: [], config: [], unrecognised: [] })
    expect(knownAt(evidence, 'changes').changes).toHaveLength(1)
    expect(knownAt(evidence, 'logs')).toEqual(evidence)
  })

  it('carry no word of a change or a log line into an earlier step', () => {
    expect(knownAt(evidence, 'record')).toMatchObject({ changeText: '', logText: '' })
    expect(knownAt(evidence, 'changes').changeText).toBe('a release of that morning')
    expect(knownAt(evidence, 'changes').logText).not.toContain('no format')
  })

  it('stand one for each step reached', () => {
    expect([...verdictsByStep(catalogue, evidence, 'changes').keys()]).toEqual(['experience', 'record', 'changes'])
    expect(verdictsByStep(catalogue, evidence, 'logs').get('logs')).toEqual(judge(catalogue, evidence))
  })
})

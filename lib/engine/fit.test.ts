import { describe, expect, it } from 'vitest'
import { causes } from '@/lib/causes'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { indexed } from './catalogue'
import { crossValidate, fitted, lossOf, sampleOf, sharesOfSample, train, type Sample } from './fit'
import { findSigns, NONE_SUM, TEMPERATURE, weigh } from './weigh'

const catalogue = { causes, questions: [] }
const { signs } = indexed(catalogue)
const cases = causes.flatMap(({ slug, examples }) => examples.filter(({ expect: wanted }) => wanted === 'this').map((example) => ({ slug, evidence: readCase(example.case, readLine) }))).slice(0, 40)
const samples = cases.flatMap(({ slug, evidence }, index): Sample[] => {
  const sample = sampleOf(catalogue, `${index}`, slug, evidence)
  return sample ? [sample] : []
})
const frame = { temperature: TEMPERATURE, none: NONE_SUM }
const plain = new Float64Array(signs.length).fill(1)

describe('the fit', () => {
  it('begins where the engine is: the same probabilities', () => {
    for (const [index, { evidence }] of cases.entries()) {
      const [leader] = weigh(catalogue, findSigns(catalogue, evidence)).causes
      const sample = samples[index]
      if (!sample) throw new Error('every example has a sample')
      const shares = sharesOfSample(causes.map(({ prior }) => prior), sample, plain, frame)
      const place = causes.findIndex(({ slug }) => slug === leader?.cause.slug)
      expect(shares[place]).toBeCloseTo(leader?.probability ?? -1, 6)
    }
  })

  it('lowers the loss on what it was given, and the less the more a change costs', () => {
    const free = lossOf(catalogue, samples, train(catalogue, samples, frame, 0.1), frame)
    const dear = lossOf(catalogue, samples, train(catalogue, samples, frame, 1000), frame)
    const before = lossOf(catalogue, samples, plain, frame)
    expect(free).toBeLessThan(dear)
    expect(dear).toBeLessThanOrEqual(before)
  })

  it('trusts a sign less that stands where its causes are not true', () => {
    const locked = causes.findIndex(({ slug }) => slug === 'account-locked')
    const misled = samples.map((sample) => ({ ...sample, truth: locked }))
    const reliability = train(catalogue, misled, frame, 1)
    expect(Math.min(...reliability)).toBeLessThan(0.6)
    expect(Math.min(...reliability)).toBeGreaterThanOrEqual(0.2)
    expect(Math.max(...reliability)).toBeLessThanOrEqual(1.5)
  })

  it('measures on cases that it was not given', () => {
    const few = samples.slice(0, 20)
    expect(crossValidate(catalogue, few, frame, 10)).toBeGreaterThanOrEqual(lossOf(catalogue, few, train(catalogue, few, frame, 10), frame))
  })

  it('is written into weights, and changes nothing where nothing moved', () => {
    expect(fitted(causes, { temperature: 1, none: 0, reliability: {} }).map(({ signs: list }) => list)).toEqual(causes.map(({ signs: list }) => list))
    const [first] = causes[0]?.signs ?? []
    if (!first) throw new Error('a cause weighs signs')
    const halved = fitted(causes, { temperature: 1, none: 0, reliability: { [first.sign.id]: 0.5 } })
    expect(halved[0]?.signs[0]?.for).toBeCloseTo(first.for / 2, 1)
  })
})

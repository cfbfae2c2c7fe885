import { describe, expect, it } from 'vitest'
import { causes } from '@/lib/causes'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { learnApart, lossOf, partsOf, sampleOf, scaled, toldByPage, withWords, type Sample } from './fit'
import { findSigns, weigh } from './weigh'

const catalogue = { causes, questions: [] }
const cases = causes.flatMap(({ slug, examples }) => examples.filter(({ expect: wanted }) => wanted === 'this').map((example) => ({ slug, evidence: readCase(example.case, readLine) }))).slice(0, 40)
const samples = cases.flatMap(({ slug, evidence }, index): Sample[] => {
  const sample = sampleOf(catalogue, `${index}`, slug, evidence)
  return sample ? [sample] : []
})

describe('the fit', () => {
  it('sees what the engine sees: the same probability of what is true', () => {
    for (const [index, { slug, evidence }] of cases.entries()) {
      const sample = samples[index]
      if (!sample) throw new Error('every example has a sample')
      const probability = weigh(catalogue, findSigns(catalogue, evidence)).shares[causes.findIndex((cause) => cause.slug === slug)] ?? 0
      expect(lossOf(catalogue, [sample])).toBeCloseTo(-Math.log(probability), 6)
    }
  })

  it('is the further from the truth the less the signs count', () => {
    const loss = (share: number) => lossOf(catalogue, samples.map((sample) => ({ ...sample, sums: sample.sums.map((sum) => sum * share) })))
    expect(loss(1)).toBeLessThan(loss(0.1))
    expect(loss(0.1)).toBeLessThan(loss(0))
  })

  it('learns the words of a case from other cases only', () => {
    const odd: Sample = { id: 'odd', truth: 0, weight: 1, sums: new Array<number>(causes.length), terms: ['w:xyzzy', 'w:plugh'] }
    const [worded] = withWords(catalogue, learnApart(catalogue, [odd, ...samples], 0.03)).filter(({ id }) => id === 'odd')
    expect([...(worded?.words ?? [])].every((decibans) => decibans === 0)).toBe(true)
    const counted = withWords(catalogue, learnApart(catalogue, samples, 0.03))
    expect(scaled(counted, 2)[3]?.words?.[5]).toBe(2 * (counted[3]?.words[5] ?? Number.NaN))
  })

  it('knows words that only the page of a cause uses', () => {
    const odd: Sample = { id: 'odd', truth: 0, weight: 1, sums: new Array<number>(causes.length), terms: ['w:xyzzy'] }
    const page = (weight: number): Sample => ({ ...odd, id: 'page', truth: 3, weight })
    // A term must be met in two cases: pages add to what is known of it.
    const [worded] = withWords(catalogue, learnApart(catalogue, [odd, ...samples], 0.03, [page(1), page(1)])).filter(({ id }) => id === 'odd')
    expect(Math.max(...(worded?.words ?? []))).toBe(worded?.words[3])
    expect(toldByPage(causes[0]!).experience?.symptom).toContain(causes[0]!.what)
  })

  it('leaves each case out once, with all that was made of it', () => {
    const twice = [...samples, ...samples]
    const parts = partsOf(twice)
    expect(parts.flatMap(({ inside }) => inside)).toHaveLength(twice.length)
    for (const { inside, outside } of parts) {
      const ids = new Set(inside.map(({ id }) => id))
      expect(outside.some(({ id }) => ids.has(id))).toBe(false)
    }
  })
})

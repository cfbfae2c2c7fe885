import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase } from '@/lib/evidence/read-case'
import { readLine } from '@/lib/formats/recognise'
import { trainWording, wordingFrom } from './train-wording'
import { termsOf } from './terms'
import { readWording, strengthsOf, tellingWords, toldIn, weighWords, weightAt, writeWording } from './wording'

const evidenceOf = (input: object) => readCase({ version: 1, ...input }, readLine)
const termsFrom = (input: object) => termsOf(evidenceOf(input))
const wording = readWording({ slugs: ['late-code', 'lost-cookie'], terms: ['w:code\t2\t0:4 1:-2', 'w:cookie\t1\t1:6'] })

const samples = ['the code came late', 'late code again', 'cookie was lost', 'lost the cookie'].map((symptom, index) => ({ terms: [...termsFrom({ experience: { symptom } }).keys()], truth: index < 2 ? 0 : 1, weight: 1 }))
const learnt = wordingFrom(trainWording(samples, 2, 0.01), ['late-code', 'lost-cookie'], 1, 0.5)

describe('the terms of a case', () => {
  it('are its words by their beginnings, alone and in pairs, from wherever they stand', () => {
    const terms = termsFrom({ experience: { symptom: 'Redirected twice', statusCode: 403, scope: 'one_user' }, config: [{ key: 'COOKIE_DOMAIN', value: 'x' }] })
    expect([...terms.keys()]).toEqual(['w:redire', 'w:twice', 'w:redire twice', 'w:cookie', 'w:domain', 'w:cookie domain', 's:403', 'o:one_user'])
    expect(terms.get('w:redire')).toBe('redirected')
  })

  it('read a redirect and redirects as one', () => {
    expect(termsFrom({ experience: { symptom: 'redirects' } }).has('w:redire')).toBe(true)
    expect(termsFrom({ experience: { symptom: 'redirected' } }).has('w:redire')).toBe(true)
  })

  it('are found in any text, in time that its length bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (symptom) => {
        expect(termsFrom({ experience: { symptom }, logs: [symptom] }).size).toBeLessThanOrEqual(8 * symptom.length + 8)
      }),
    )
    expect(termsFrom({ experience: { symptom: 'so many words '.repeat(100_000) } }).size).toBeLessThan(20)
  })
})

describe('the weight of words', () => {
  it('is shared among the words of a case: a long case is not surer than a short one', () => {
    const short = weighWords(wording, toldIn(wording, evidenceOf({ experience: { symptom: 'code' } })))
    expect([...short]).toEqual([4, -2])
    const both = weighWords(wording, toldIn(wording, evidenceOf({ experience: { symptom: 'code cookie' } })))
    expect(both[0]).toBeCloseTo((4 * 2) / Math.sqrt(5), 9)
    expect(both[1]).toBeCloseTo((-2 * 2 + 6) / Math.sqrt(5), 9)
  })

  it('is nothing where no word is known', () => {
    expect([...weighWords(wording, toldIn(wording, evidenceOf({ experience: { symptom: 'zzz' } })))]).toEqual([0, 0])
    expect(strengthsOf(['a'], new Map())).toEqual([])
  })

  it('names the words that speak for a cause as they stand in the case', () => {
    expect(tellingWords(wording, toldIn(wording, evidenceOf({ experience: { symptom: 'Codes and cookies' } })), 'lost-cookie')).toEqual(['cookies'])
    expect(tellingWords(wording, toldIn(wording, evidenceOf({ experience: { symptom: 'Codes and cookies' } })), 'unheard-of')).toEqual([])
  })

  it('counts what fields are called, and names it to nobody', () => {
    const told = toldIn(wording, evidenceOf({ config: [{ key: 'COOKIE_DOMAIN', value: 'x' }] }))
    expect(weighWords(wording, told)[1]).toBe(6)
    expect(tellingWords(wording, told, 'lost-cookie')).toEqual([])
  })

  it('goes into the data file and comes back', () => {
    expect(writeWording(readWording(writeWording(learnt)))).toEqual(writeWording(learnt))
    expect(() => readWording({ slugs: [], terms: ['w:code 2 0:4'] })).toThrow('is no term')
  })
})

describe('learning words', () => {
  it('gives each word to the cause that it is used for', () => {
    const [late = 0, lost = 0] = weighWords(learnt, toldIn(learnt, evidenceOf({ experience: { symptom: 'my code is late' } })))
    expect(late).toBeGreaterThan(3)
    expect(late + lost).toBeCloseTo(0, 0)
  })

  it('leaves out words of one case alone: they may be a name', () => {
    expect(learnt.terms.some((term) => term.includes('again'))).toBe(false)
  })

  it('is the same each time, and weaker the more weights cost', () => {
    expect(writeWording(wordingFrom(trainWording(samples, 2, 0.01), ['late-code', 'lost-cookie'], 1, 0.5))).toEqual(writeWording(learnt))
    const dear = wordingFrom(trainWording(samples, 2, 1), ['late-code', 'lost-cookie'], 1, 0)
    const weight = (from: typeof learnt) => weightAt(from, from.terms.indexOf('w:code'), 0)
    expect(weight(dear)).toBeLessThan(weight(learnt))
  })
})

import { describe, expect, it } from 'vitest'
import type { EffectItem } from '@/lib/services/changes/schema'
import { effectWords, interval, oneIn, shareOf, traitWords } from './effect-words'

const effect = (more: Partial<EffectItem> = {}): EffectItem => ({ title: 'bad_password', before: { failures: 9, signIns: 900 }, after: { failures: 117, signIns: 900 }, ratio: 13, interval: { low: 6.6, high: 29 }, p: 1e-9, finding: 'rise', by: 'sign-ins', ...more })

describe('an effect in words', () => {
  it.each([
    [effect(), '13 times, not chance: under 1 in a million'],
    [effect({ ratio: Infinity, p: 0.000023 }), 'From none, not chance: 1 in 40,000'],
    [effect({ ratio: 0.4, p: 0.0004, finding: 'fall' }), '0.4 times, not chance: 1 in 2,000'],
    [effect({ finding: 'chance' }), 'Within chance'],
    [effect({ finding: 'few', after: { failures: 1, signIns: 14 } }), 'Too few to tell: 14 sign-ins since'],
    [effect({ finding: 'few', by: 'hours' }), 'Too few to tell'],
  ])('%#', (given, words) => expect(effectWords(given)).toBe(words))

  it.each([[0.0051, '1 in 100'], [0.001, '1 in 1,000'], [0.0000251, '1 in 30,000'], [1e-7, 'under 1 in a million']])('never says less chance than there is: %d', (p, words) => expect(oneIn(p)).toBe(words))

  it('says the interval, open where there was none before', () => {
    expect(interval(effect())).toBe('6.6 to 29')
    expect(interval(effect({ ratio: Infinity, interval: { low: 4.2, high: Infinity } }))).toBe('4.2 or more')
    expect(interval(effect({ interval: null }))).toBe('–')
  })

  it('keeps a digit of small shares', () => expect([{ failures: 12, signIns: 1000 }, { failures: 1, signIns: 1 }, { failures: 0, signIns: 0 }, { failures: 1, signIns: 9000 }].map(shareOf)).toEqual(['1.2%', '100%', '0%', '<1%']))

  it('says of a trait when all others rose as well', () => {
    expect(traitWords({ ...effect({ finding: 'chance' }), apart: false })).toBe('As for those without it')
    expect(traitWords({ ...effect(), apart: true })).toMatch(/^13 times/)
    expect(traitWords({ ...effect({ before: { failures: 0, signIns: 0 } }), apart: true })).toMatch(/^Not seen before/)
  })
})

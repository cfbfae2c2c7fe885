import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumsOf } from './sums'
import { stemOf, WordsIn, wordsOf } from './words-in'

/** The same said as a pattern. */
const WORD = /[a-z][a-z0-9']{1,40}|[\u00c0-\uffff]{2,20}|\d{3,6}/g
const piece = fc.constantFrom('redirect', 'a', 'it’s', "can't", 'x-y', '_', '12', '1234567', ' ', '  ', '.', 'größe', '登录', 'é', 'ab12345cd', 'q1', '-', 'A', 'z'.repeat(90), '7'.repeat(15), 'ж'.repeat(45))
const text = fc.oneof(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')), fc.string({ unit: 'binary', maxLength: 60 }))

describe('the words in a text', () => {
  it('are those that the pattern finds', () => {
    fc.assert(fc.property(text, (given) => void expect(wordsOf(given)).toEqual(given.match(WORD) ?? [])), { numRuns: 2_000 })
  })

  it('have the sums of their stems where they stand', () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const word = new WordsIn(given); word.next(); ) expect({ ...word.sums }).toEqual({ ...sumsOf(stemOf(given.slice(word.from, word.to))) })
      }),
      { numRuns: 2_000 },
    )
  })

  it('are read so far and no farther', () => {
    const word = new WordsIn('one three', 7)
    expect([word.next(), word.next(), word.next()]).toEqual([true, true, false])
    expect([word.from, word.to]).toEqual([4, 7])
  })

  it.each([
    ['redirected', 'redire'],
    ['1234567', '123456'],
    ['ab12345cd', 'ab0000'],
    ['v123x', 'v123x'],
    ['abcde4567', 'abcde0'],
  ])('begin alike where they mean alike: %s is %s', (word, stem) => {
    expect(stemOf(word)).toBe(stem)
  })
})

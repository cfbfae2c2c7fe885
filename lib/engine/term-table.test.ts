import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumsOf } from './sums'
import { TermTable } from './term-table'
import { termOf } from './terms'

const word = fc.constantFrom('a', 'b', 'ab', 'redire', 'uri', '0000', 'größe', '登录')
const name = fc.oneof(
  fc.tuple(fc.constantFrom('w', 'c', 'r', 'e'), word).map(([kind, stem]) => `${kind}:${stem}`),
  fc.tuple(word, word).map(([before, stem]) => `w:${before} ${stem}`),
)
const find = (table: TermTable, term: string) => {
  const { kind, before, stem } = termOf(term)
  return before === null ? table.alone(kind, sumsOf(stem)) : table.pair(sumsOf(before), sumsOf(stem))
}

describe('a table of terms', () => {
  it('finds each of its terms and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 40 }), name, (terms, other) => {
        const table = new TermTable(terms.map(termOf))
        for (const [place, term] of terms.entries()) expect(find(table, term)).toBe(place)
        expect(find(table, other)).toBe(terms.indexOf(other))
      }),
    )
  })

  it('tells terms of one sum apart', () => {
    // 32 bits of FNV-1a that meet (found by search).
    expect(sumsOf('costarring').sum).toBe(sumsOf('liquid').sum)
    expect(sumsOf('costarring').check).not.toBe(sumsOf('liquid').check)
    const table = new TermTable(['w:liquid', 'w:solid'].map(termOf))
    expect(find(table, 'w:costarring')).toBe(-1)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime } from './read-time'

describe('readTime', () => {
  it.each([
    ['2022-09-29 17:50:10,469', '2022-09-29T17:50:10.469Z'],
    ['2025-11-21T13:55:09.111222333Z', '2025-11-21T13:55:09.111Z'],
    ['2024-10-29 18:52:51.953000000', '2024-10-29T18:52:51.953Z'],
    ['2026-02-12T16:26:21.365+13:00', '2026-02-12T03:26:21.365Z'],
    ['2026-02-12T16:26:21-0530', '2026-02-12T21:56:21.000Z'],
    ['2020-12-10 05:09:57Z', '2020-12-10T05:09:57.000Z'],
    ['2025-01-15T15:05:50.6789012Z', '2025-01-15T15:05:50.678Z'],
    [1772442764031, '2026-03-02T09:12:44.031Z'],
    [1772442764, '2026-03-02T09:12:44.000Z'],
    ['1772442764031', '2026-03-02T09:12:44.031Z'],
  ])('reads %s', (value, expected) => expect(readTime(value)).toBe(expected))

  it.each(['08:12:20,561', '2026-02-30 10:00:00', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z', '0001-01-01T00:00:00Z', '', null, {}, NaN, Infinity, -1, 1e300])(
    'has none for %s',
    (value) => expect(readTime(value)).toBeNull(),
  )

  it('gives back what Date writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }), (date) => {
        expect(readTime(date.toISOString())).toBe(date.toISOString())
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '@/lib/testing/cpu-time'
import { cleanText } from './text'

describe('cleanText', () => {
  it('makes one inert line of a hostile text', () => {
    expect(cleanText('ok\r\nFORGED\u0000 \u001b[31mred\u001b[0m \u202eevil\u2066', 100)).toBe('ok FORGED red evil')
    expect(cleanText('lone \ud800 here', 100)).toBe('lone \ufffd here')
    expect(cleanText('\u001b]0;title\u0007shown', 100)).toBe('shown')
  })

  it('keeps ordinary text of any script as it is', () => {
    for (const text of ['Amélie Okafor', '日本語', 'שלום', '👩‍💻 ok', 'a@b.example', '$2b$12$']) expect(cleanText(text, 100)).toBe(text)
  })

  it('is never longer than asked, never broken, and the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const clean = cleanText(text, max)
        expect(clean.length).toBeLessThanOrEqual(max)
        expect(clean).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u)
        expect(cleanText(clean, max)).toBe(clean)
      }),
    )
  })

  it('is linear', () => {
    for (const seed of ['\u001b[', '\u001b]', '\r\n', '\ud800', 'x']) {
      expect(cpuTime(() => cleanText(seed.repeat(500_000), 1_000_000)), JSON.stringify(seed)).toBeLessThan(1500)
    }
  })
})

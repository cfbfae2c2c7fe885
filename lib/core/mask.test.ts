import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '@/lib/testing/cpu-time'
import { maskIdentifier, maskText, maskView } from './mask'

describe('masking what people and programs write', () => {
  it.each([
    ['a mail of maya.okafor@example.com, please', 'a mail of m•••@example.com, please'],
    ['https://x.example/login?u=maya.okafor%40example.com&n=1', 'https://x.example/login?u=m•••%40example.com&n=1'],
    ['{"email":"Maya@Example.COM","ip":"203.0.113.24"}', '{"email":"M•••@Example.COM","ip":"203.0.113.•"}'],
    ['maya＠example.com', 'm•••＠example.com'],
    ['call +44 20 7946 4471 or +1 (202) 555-0143 now', 'call •••• 71 or •••• 43 now'],
    ['from 203.0.113.24:443, 198.51.100.7.', 'from 203.0.113.•:443, 198.51.100.•.'],
    ['::ffff:203.0.113.24 and 2001:db8::8a2e:370:7334 and fe80::1', '::ffff:203.0.113.• and 2001:db8::• and fe80::1:•'],
    ['the address 203.0.113.24/32', 'the address 203.0.113.•/32'],
  ])('%s', (text, expected) => expect(maskText(text)).toBe(expected))

  it.each(['auth-service 4.12.0 → 4.11.3', 'Chrome/120.0.0.0 Safari/537.36', 'the range 203.0.113.0/24', 'listens on 127.0.0.1:3000', '2026-11-24T12:00:00.000Z +0000', '09:34:31, in 18 min', '018f2c7e-0000-7000-8000-000000000000', 'weight +14.0, prior −14.0', 'git clone ssh://host/path', 'omar.said'])('leaves alone: %s', (text) =>
    expect(maskText(text)).toBe(text),
  )

  it('masks once: a masked text stays as it is', () => {
    fc.assert(fc.property(fc.oneof(fc.emailAddress(), fc.ipV4(), fc.ipV6(), fc.string()), (text) => maskText(maskText(text)) === maskText(text)))
  })

  it('hides the name of every plain address, wherever it stands', () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/)
    fc.assert(
      fc.property(word, word, fc.constantFrom(' ', '"', '<', '=', '(', '/', ':', ','), (one, two, before) => {
        const text = `x${before}${one}.${two}@mail.example.com rest`
        expect(maskText(text)).not.toContain(`.${two}`)
      }),
    )
  })

  it('takes time in proportion to the text', () => {
    for (const piece of ['a@', 'a.', '+1', '1.1.', 'ab:', 'a'.repeat(300)]) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length))
      expect(cpuTime(() => maskText(text)), piece).toBeLessThan(2_000)
    }
  })
})

describe('masking a view', () => {
  it('goes by the names of fields and through everything below, and keeps what is no text', () => {
    const at = new Date(0)
    const view = { at, count: 3, phone: '020 7946 4471', identifier: '020 7946 4471', attempted: 'omar.said', list: [{ email: 'a@localhost', note: 'ask b@example.com' }], ip: '203.0.113.24', none: null }
    expect(maskView(view)).toEqual({ at, count: 3, phone: '•••• 71', identifier: '•••• 71', attempted: 'omar.said', list: [{ email: 'a•••@localhost', note: 'ask b•••@example.com' }], ip: '203.0.113.•', none: null })
    expect(maskIdentifier('203.0.113.24')).toBe('203.0.113.•')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePath, safeRedirect } from './safe-redirect'

const HOSTILE = [
  'https://evil.example', '//evil.example', '///evil.example', '////evil.example/a', '/\\evil.example', '\\/evil.example', '\\\\evil.example', '/\\/evil.example', '/\t/evil.example', '/\n/evil.example', '/ /evil.example', ' //evil.example', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)',
  'data:text/html,x', 'vbscript:x', 'http:evil.example', 'https:/evil.example', 'http:///evil.example', '/..//evil.example', '/.//evil.example', '/%2e%2e//evil.example', '.evil.example', '@evil.example', 'http://127.0.0.1:3000@evil.example', 'http://127.0.0.1:3000.evil.example/', '/\u0000/evil.example', '/\r\nLocation: https://evil.example', '//127.0.0.1:3000@evil.example', '/.\\evil.example', 'mailto:a@b', '', '/', '?next=//evil.example', '#//evil.example', '\u2028//evil.example', '／／evil.example', '/\u3000/evil.example',
]

describe('where a sign-in leads', () => {
  it('is one of our own pages', () => {
    for (const path of ['/queue', '/tickets/1009/record', '/accounts?q=maya%40example.com', '/audit?open=3#x']) expect(safePath(path)).toBe(path.split('#')[0])
    expect(safeRedirect('http://127.0.0.1:3000/accounts')).toBe('http://127.0.0.1:3000/accounts')
  })

  it.each(HOSTILE)('is not %j', (hostile) => {
    for (const path of [safePath(hostile), new URL(safeRedirect(hostile)).pathname]) {
      expect(new URL(path, 'http://127.0.0.1:3000').origin).toBe('http://127.0.0.1:3000')
      expect(path).toMatch(/^\/[^/\\]/)
    }
  })

  it('stays with us whatever is asked', () => {
    const bits = fc.constantFrom('/', '\\', '//', 'evil.example', ':', '@', '.', '..', '%2f', '%5c', '\t', '\n', ' ', 'https:', '?', '#', 'a')
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 8 }), (parts) => {
        const url = new URL(safePath(parts.join('')), 'http://127.0.0.1:3000')
        expect(url.origin).toBe('http://127.0.0.1:3000')
        expect(new URL(safeRedirect(parts.join(''))).origin).toBe('http://127.0.0.1:3000')
      }),
      { numRuns: 2000 },
    )
  })

  it('is the queue for anything that is no text', () => {
    for (const odd of [undefined, null, 3, ['/accounts'], { toString: () => '/accounts' }]) expect(safePath(odd)).toBe('/queue')
  })
})

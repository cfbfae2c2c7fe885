import { describe, expect, it } from 'vitest'
import { browserOf } from './browser-of'

describe('the browser of an attempt', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0', 'Edge'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36', 'Chrome'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15', 'Safari'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox'],
    ['python-requests/2.32.3', 'python-requests'],
    ['Mozilla/5.0 (something else)', null],
    [null, null],
  ])('%s is %s', (user_agent, name) => {
    expect(browserOf({ details: {}, user_agent })).toBe(name)
  })

  it('is what the record says, where it says so', () => {
    expect(browserOf({ details: { browser: 'Safari' }, user_agent: 'curl/8.0' })).toBe('Safari')
  })
})

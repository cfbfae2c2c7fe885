import { afterEach, describe, expect, it, vi } from 'vitest'

const load = async (url: string) => {
  vi.resetModules()
  vi.stubEnv('PUBLIC_URL', url)
  return import('./session-cookie')
}
afterEach(() => vi.unstubAllEnvs())

/** The cookie once for each of its parts that is not empty, with that part's first character another; the last one of a part may hold bits that nobody reads. */
const oneCharacterChanged = (value: string) =>
  value.split('.').flatMap((part, at, parts) => (part ? [parts.with(at, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`).join('.')] : []))

describe('the cookie of a session', () => {
  it('is bound to host and https, out of reach of scripts, and small', async () => {
    const { sessionCookie, ssoCookieName } = await load('https://latchkey.example.com')
    const cookie = await sessionCookie('a'.repeat(43))
    expect(cookie.name).toBe('__Host-latchkey')
    expect(cookie.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 12 * 60 * 60 })
    expect(cookie.name.length + cookie.value.length).toBeLessThan(4096)
    expect(ssoCookieName()).toBe('__Host-latchkey-sso')
  })

  it('tells nothing without the secret of the console, and is not taken when it was changed', async () => {
    const { sessionCookie, sessionSecretOf } = await load('http://127.0.0.1:3000')
    const { name, value } = await sessionCookie('the secret of a session')
    expect(name).toBe('latchkey')
    expect(Buffer.from(value, 'base64').toString('latin1')).not.toContain('secret')
    expect(await sessionSecretOf(value)).toBe('the secret of a session')
    for (const bad of [undefined, '', 'x', value.slice(1), ...oneCharacterChanged(value), value.split('.').reverse().join('.')]) expect(await sessionSecretOf(bad), bad).toBeNull()
  })
})

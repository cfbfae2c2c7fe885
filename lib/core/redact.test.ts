import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '@/lib/testing/cpu-time'
import { REDACTED, redact, redactValue } from './redact'

/** A secret that a generator would make: letters and digits mixed. */
const secret = fc.stringMatching(/^[A-Za-z][0-9][A-Za-z0-9]{8,30}$/)
const FORMS: readonly ((secret: string) => string)[] = [
  (s) => `password=${s}`,
  (s) => `user=jane password="${s}" ip=192.0.2.1`,
  (s) => `{"username":"jane","password":"${s}"}`,
  (s) => `{"body":"{\\"password\\":\\"${s}\\"}"}`,
  (s) => `{'client_secret': '${s}'}`,
  (s) => `{"tokens":["${s}","x"],"ok":true}`,
  (s) => `{"credentials":{"a":{"b":"${s}"}}}`,
  (s) => `{"name":"password","value":"${s}"}`,
  (s) => `Authorization: Bearer ${s}`,
  (s) => `authorization: Basic ${s}==`,
  (s) => `curl -H "Authorization: Token ${s}" https://x.example/`,
  (s) => `got Bearer ${s} from the client`,
  (s) => `Cookie: sid=${s}; theme=dark; other=${s}`,
  (s) => `Set-Cookie: __Host-session=${s}; Path=/; HttpOnly`,
  (s) => `{"headers":{"cookie":"a=${s}"}}`,
  (s) => `https://app.example/cb?code=${s}&state=${s}`,
  (s) => `https://app.example/cb#access_token=${s}&id_token=${s}&token_type=Bearer`,
  (s) => `grant_type=authorization_code&code=${s}&code_verifier=${s}&client_id=web`,
  (s) => `code=${s}&grant_type=authorization_code`,
  (s) => `redirect=https%3A%2F%2Fa.example%3Faccess_token%3D${s}%26x%3D1`,
  (s) => `refresh_token: ${s}`,
  (s) => `X-Api-Key: ${s}`,
  (s) => `apiKey => '${s}'`,
  (s) => `DB_PASSWORD := ${s}`,
  (s) => `mysql --password ${s} -u root`,
  (s) => `postgres://app:${s}@db.example/app`,
  (s) => `<wsse:Password>${s}</wsse:Password>`,
  (s) => `SAMLResponse=${s}&RelayState=x`,
  (s) => `token eyJhbGciOiJub25lIn0.${s}.${s}`,
  (s) => `-----BEGIN RSA PRIVATE KEY-----\n${s}\n-----END RSA PRIVATE KEY-----`,
  (s) => `-----BEGIN PRIVATE KEY-----\n${s}`,
  (s) => `ghp_${s}${s}`,
  (s) => `password_hash=$2b$12$${s}`,
  (s) => `{"passwordHash":"$argon2id$v=19$m=65536,t=3,p=4$${s}$${s}"}`,
]

describe('redact', () => {
  it('lets no planted secret through, in any form, between any texts', () => {
    const around = fc.constantFrom('', 'INFO start, ', '{"a":1} ', 'x=y; ', '\n', 'type="LOGIN", ')
    fc.assert(
      fc.property(secret, fc.constantFrom(...FORMS), around, around, (planted, form, before, after) => {
        expect(redact(`${before}${form(planted)}${after === '' ? '' : `\n${after}`}`)).not.toContain(planted)
      }),
      { numRuns: 3000 },
    )
  })

  it('drops one-time codes', () => {
    for (const text of ['otp=123456', '{"code":"123456"}', '"passcode": 123456', 'your code is 123456', 'totp: 123456', '?code=123456']) {
      expect(redact(text), text).not.toContain('123456')
    }
  })

  it('leaves codes, identifiers, trace ids and sentences alone', () => {
    for (const text of [
      'AADSTS700016: Application with identifier \'3bd1b8f2-452b-4ac3-a11d-12345e32e2f0\' was not found in the directory',
      'error code 700016, status code: 401, {"code":400,"error_code":"invalid_credentials"}',
      '{"errorCode":"E0000004","errorSummary":"Authentication failed","errorId":"oaeUrJ7"}',
      'type="LOGIN_ERROR", realmId="r", error="invalid_code", code_id="6c1b9c5c-1d8d-4d52", grant_type="refresh_token"',
      'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      'PASSWORD_HASH_VERIFY=bcrypt,scrypt passwordHashAlgorithm=argon2id passwordChangedAt=2026-02-26T10:00:00Z',
      'WWW-Authenticate: Bearer error="invalid_token", error_description="expired"',
      "Error: Couldn't parse token: signature is invalid",
      'tokenLifetimeSeconds=900 token_type=Bearer refreshed=false cookiePresent=true',
      'https://login.microsoftonline.com/error?code=50126',
      'Basic authentication failed; Bearer token missing',
      '{"hasPassword":true,"token":null}',
      'sha256:9f86d081884c7d659a2feaa0c55ad015',
    ]) {
      expect(redact(text)).toBe(text)
    }
  })

  it('keeps how a hash was made', () => {
    expect(redact('hash $2b$12$KIXQ1abcdefghijklmnopqrstuv')).toBe(`hash $2b$12$${REDACTED}`)
    expect(redact('$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA')).toBe(`$argon2id$v=19$m=65536,t=3,p=4$${REDACTED}`)
    expect(redact('{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=')).toBe(`{SSHA}${REDACTED}`)
  })

  it('keeps JSON readable', () => {
    const json = '{"password":"a\\"b1","pin":1234,"tokens":["x1"],"nested":{"client_secret":"y2","ok":1}}'
    expect(JSON.parse(redact(json))).toEqual({ password: REDACTED, pin: REDACTED, tokens: REDACTED, nested: { client_secret: REDACTED, ok: 1 } })
  })

  it('changes nothing the second time', () => {
    const parts = fc.oneof(fc.string(), secret, fc.constantFrom(...FORMS.map((form) => form('Ab1Cd2Ef3G'))))
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (list) => {
        const once = redact(list.join('\n'))
        expect(redact(once)).toBe(once)
      }),
    )
  })

  it('is linear', () => {
    const seeds = ['=', ':', 'password=', 'password="', 'a', 'eyJ', 'Bearer ', '-----BEGIN PRIVATE KEY-----', '"token":[', '{', '$2b$', '://a:', 'cookie:', '\\', '%3D', '--password ', 'code ', 'x.y-', ' ', '"name":"x","value":']
    for (const seed of seeds) {
      const text = seed.repeat(Math.ceil(1_000_000 / seed.length))
      expect(cpuTime(() => redact(text)), seed).toBeLessThan(2000)
    }
  })
})

describe('redactValue', () => {
  it('drops secrets by key and within texts, at any depth that is honest', () => {
    fc.assert(
      fc.property(secret, (planted) => {
        const value = {
          user: 'jane', password: planted, headers: { Authorization: `Bearer ${planted}`, cookie: [planted] },
          parameters: [{ name: 'otp', value: planted }], url: `https://a.example/?access_token=${planted}`, note: `password=${planted}`, trace_id: 'abc', mfaRequired: true,
        }
        const out = redactValue(value)
        expect(JSON.stringify(out)).not.toContain(planted)
        expect(out).toMatchObject({ user: 'jane', trace_id: 'abc', mfaRequired: true })
      }),
    )
    let deep: unknown = 'Ab1Cd2Ef3G'
    for (let depth = 0; depth < 10_000; depth++) deep = { deep }
    expect(JSON.stringify(redactValue(deep))).not.toContain('Ab1Cd2Ef3G')
  })

  it('answers a value without a secret with itself, and leaves one that holds some as it was', () => {
    const clean = { user: 'jane', list: ['a', { n: 1, none: null }], nested: { at: '2026-11-24T11:00:00Z', ok: true } }
    expect(redactValue(clean)).toBe(clean)
    const value = { clean, list: ['a', { pin: 1234 }], 'password=Ab1Cd2Ef3G': 1, code: '123456' }
    const before = JSON.stringify(value)
    expect(redactValue(value)).toEqual({ clean, list: ['a', { pin: REDACTED }], [`password=${REDACTED}`]: 1, code: REDACTED })
    expect(JSON.stringify(value)).toBe(before)
  })
})

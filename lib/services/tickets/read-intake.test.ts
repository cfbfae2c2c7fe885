import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '@/lib/testing/cpu-time'
import { pastedRecords } from './pasted-records'
import { firstOf, proseOf, readIntake, type RecognisedKind } from './read-intake'

const ENVIRONMENTS = [
  { name: 'production', hosts: ['app.example.com', 'login.example.com'] },
  { name: 'staging', hosts: ['staging.example.com'] },
]
const read = (text: string) => readIntake(text, ENVIRONMENTS)
const values = (text: string, kind: RecognisedKind) => read(text).items.filter((item) => item.kind === kind).map(({ value }) => value)

const OWN = '{"latchkey":1,"at":"2026-03-02T08:58:11.204Z","hop":"auth","outcome":"failure","reason":"bad_password","code":"bad_password","attempted":"maya@example.com","ip":"198.51.100.23"}'

describe('anything pasted', () => {
  it.each<[string, string, RecognisedKind, string[]]>([
    ['an e-mail in a sentence', 'Maya (maya.okafor@example.com) called.', 'email', ['maya.okafor@example.com']],
    ['an address with its end of sentence', 'She is at https://app.example.com/login?next=%2F.', 'url', ['https://app.example.com/login?next=%2F']],
    ['a status in words', 'the page says error 403', 'status', ['403']],
    ['a status of HTTP', 'HTTP/1.1 429 Too Many Requests', 'status', ['429']],
    ['a status after a comma', 'Invalid password at https://app.example.com/login, 401', 'status', ['401']],
    ['a status in brackets', 'access denied (403).', 'status', ['403']],
    ['no status in a year or a price', 'since 2026 it costs 403 euros', 'status', []],
    ['a code of a vendor', 'AADSTS50126: Error validating credentials', 'code', ['AADSTS50126']],
    ['a code of OAuth', 'error=redirect_uri_mismatch', 'code', ['redirect_uri_mismatch']],
    ['an id', 'user usr_8f2k1 and 0195f2aa-7c1e-7bb0-9d9e-0242ac120002', 'account_id', ['usr_8f2k1', '0195f2aa-7c1e-7bb0-9d9e-0242ac120002']],
    ['a network address', 'from 203.0.113.24 it fails', 'address', ['203.0.113.24']],
    ['no network address in a version', 'version 4.12.0.999', 'address', []],
    ['a time', 'at 2026-03-02 09:00:11Z', 'time', ['2026-03-02 09:00:11Z']],
    ['the words on the screen', 'It says “Invalid username or password.” twice', 'message', ['Invalid username or password.']],
    ['a short line that reads like a refusal', 'Hello\nYour session has expired\nthanks', 'message', ['Your session has expired']],
    ['one thing, once', 'maya@example.com MAYA@example.com', 'email', ['maya@example.com']],
    ['nothing', '   \n\n', 'message', []],
  ])('%s', (_, text, kind, expected) => expect(values(text, kind)).toEqual(expected))

  it('names the environment by the host, and none by a host that is not ours', () => {
    expect(read('https://staging.example.com/x').environment).toBe('staging')
    expect(read('https://staging.example.com.evil.test/x').environment).toBeNull()
    expect(read('https://evil.test/?https://staging.example.com').environment).toBeNull()
  })

  it('reads a log line as an attempt, with the line in which it stood', () => {
    const intake = read(`Hello,\n${OWN}`)
    expect(intake.events).toEqual([{ line: 1, format: 'latchkey', reason: 'bad_password', code: 'bad_password', at: '2026-03-02T08:58:11.204Z' }])
    expect(firstOf(intake, 'email')).toBe('maya@example.com')
    expect(firstOf(intake, 'address')).toBe('198.51.100.23')
  })

  it('reads a record that is printed over several lines, and does not take its lines for the words on the screen', () => {
    const printed = JSON.stringify({ ...JSON.parse(OWN), message: 'Invalid user credentials' }, null, 2)
    for (const text of [printed, `She cannot get in:\n${printed}`, `[${printed}]`]) {
      const intake = read(text)
      expect(intake.events.map(({ reason }) => reason)).toEqual(['bad_password'])
      expect(intake.items.filter(({ kind }) => kind === 'message').map(({ value }) => value)).toEqual(['Invalid user credentials'])
    }
  })

  it('counts a record on one line once, also beside one over several', () => {
    const other = JSON.stringify({ ...JSON.parse(OWN), reason: 'account_locked' }, null, 2)
    expect(read(`${OWN}\n${other}`).events.map(({ reason }) => reason).sort()).toEqual(['account_locked', 'bad_password'])
  })

  it('reads an event as a viewer shows it as one record, and takes none of its lines for prose', () => {
    const shown = 'An account failed to log on.\n\nAccount For Which Logon Failed:\n\tAccount Name:\t\tmaya\n\nFailure Information:\n\tStatus:\t\t\t0xC000006D\n\tSub Status:\t\t0xC000006A'
    expect(read(`It is Maya again.\n\n${shown}`).events).toEqual([{ line: 2, format: 'windows', reason: 'bad_password', code: '0xC000006A', at: null }])
    expect(proseOf(`It is Maya again.\n\n${shown}`)).toBe('It is Maya again.')
    expect(pastedRecords(shown, [])).toEqual([shown])
  })

  it.each([
    ['a password', 'password: Hunter2!x', 'Hunter2!x'],
    ['a header', 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'eyJzdWIiOiIxIn0'],
    ['a link with a token', 'https://app.example.com/reset?token=a8f3d9c2b1e4f7a6', 'a8f3d9c2b1e4f7a6'],
  ])('drops %s and says so', (_, text, secret) => {
    const intake = read(text)
    expect(JSON.stringify(intake)).not.toContain(secret)
    expect(intake.dropped).toBeGreaterThan(0)
  })

  it('answers any text with values that are inert, in linear time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(OWN, 'a@b.co', '{', '}', '"', 'error ', '\u0000', '\u202e', '\n', 'https://', '1.2.3.4'), { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
        for (const { value, line } of read(text).items) {
          expect(value).not.toMatch(/[\u0000\r\n\u202e]/)
          expect(line).toBeGreaterThanOrEqual(0)
        }
      }),
    )
    for (const text of ['a@'.repeat(100_000), '{'.repeat(200_000), 'https://a.'.repeat(20_000), '1.'.repeat(100_000), '“'.repeat(100_000), '[{"a":\n'.repeat(30_000)]) {
      expect(cpuTime(() => read(text))).toBeLessThan(1_500)
    }
  })
})

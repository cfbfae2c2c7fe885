import { readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventFactsSchema } from '@/lib/evidence/event'
import { cpuTime } from '@/lib/testing/cpu-time'
import { FORMATS } from './index'
import { readLine, recognise, toLine, within } from './recognise'
import type { Format } from './define'

const FOLDER = path.join(process.cwd(), 'lib/formats')

/** Files that declare a format: the others are what they share. */
async function declared(): Promise<string[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^(?:define|index)\.ts$/.test(file))
  const found: string[] = []
  for (const file of files) {
    const loaded: { default?: Partial<Format> } = await import(path.join(FOLDER, file))
    if (typeof loaded.default?.recognise === 'function') found.push(file.replace(/\.ts$/, ''))
  }
  return found.sort()
}

describe('the catalogue of formats', () => {
  it('lists the entries of the folder in the order of their names', async () => {
    expect(FORMATS.map((format) => format.id)).toEqual(await declared())
  })
})

describe.each(FORMATS.map((format) => [format.id, format] as const))('format %s', (id, format) => {
  it('says what it is and where that is written', () => {
    for (const text of [format.title, format.vendor, format.about]) expect(text.trim()).not.toBe('')
    expect(format.references.length).toBeGreaterThan(0)
    for (const reference of format.references) expect(new URL(reference).protocol).toBe('https:')
    expect(format.samples.length).toBeGreaterThan(0)
    expect(format.rejects.length).toBeGreaterThan(0)
    expect(new Set(format.samples.map((sample) => sample.name)).size).toBe(format.samples.length)
  })

  it.each(format.samples.map((sample) => [sample.name, sample] as const))('reads: %s', (_name, sample) => {
    const claims = FORMATS.filter((other) => other.reach === format.reach && other.recognise(toLine(sample.raw), within)).map((other) => other.id)
    expect(claims).toEqual([id])
    const read = readLine(sample.raw)
    expect(read?.format).toBe(id)
    expect(read?.facts).toMatchObject(sample.facts)
  })

  it.each(format.samples.map((sample) => [sample.name, sample] as const))('reads object and text alike: %s', (_name, { raw }) => {
    if (typeof raw === 'string') return
    expect(readLine(JSON.stringify(raw))).toEqual(readLine(raw))
    expect(readLine(JSON.stringify(raw, null, 2))).toEqual(readLine(raw))
  })

  it.each(format.rejects.map((reject) => [JSON.stringify(reject).slice(0, 80), reject] as const))('rejects %s', (_name, reject) => {
    expect(format.recognise(toLine(reject), within)).toBe(false)
  })

  it('does not claim the samples of the others', () => {
    const others = FORMATS.filter((other) => other.id !== id).flatMap((other) => other.samples)
    for (const sample of others) expect(recognise(toLine(sample.raw))?.id, sample.name).not.toBe(id)
  })
})

const words = fc.constantFrom(
  'AADSTS50126', 'type="LOGIN_ERROR", realmId="x"', 'org.keycloak.events', 'KC-SERVICES0013', 'error_description', 'errorCode',
  'E0000004', 'auth/user-disabled', 'NotAuthorizedException', 'MSIS7007', 'IDX10205', 'AcceptSecurityContext error, data 52e', 'sshd[1]: ', 'Failed password for ', 'jwt expired', '[next-auth][error]', 'urn:oasis:names:tc:SAML:2.0:status:', 'Errors.User.NotFound', 'error="', 'pam_unix(', 'eventType', 'user.session.start', 'Callback URL mismatch.', '"', "'", '\\', '{', '}', ',', '=', ':', ' ', '\n', '\u202e', '\u0000', 'a',
)
const keys = fc.constantFrom(
  'eventType', 'eventtype', 'outcome', 'actor', 'type', 'date', 'log_id', 'data', 'details', 'category', 'properties', 'status', 'errorCode',
  'error_description', 'message', 'log.logger', 'latchkey', 'hop', 'reason', 'time', 'realmId', 'client', 'debugContext', 'target', '__proto__', '__type', 'error_code', 'msg', 'action', 'context', 'client_ip', 'factor', 'result', 'access_device', 'id', 'events', 'EventID', 'body', 'timeUnixNano', 'attributes', 'httpRequest', 'terminatingRuleId', 'RayID', 'initiated_by', 'event_type_id', 'eventSource',
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }), words, fc.double(), fc.boolean(), fc.constant(null),
    fc.constantFrom('SignInLogs', 'FAILURE', 'fp', 'LOGIN_ERROR', 'org.keycloak.events', 'user.session.start', '2026-01-01T00:00:00Z'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(keys, fc.string()), tie('value'), { maxKeys: 8 }),
  ),
}))

describe('any input', () => {
  it('gets an answer of the contract’s shape, or none', () => {
    const inputs = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.array(words, { maxLength: 60 }).map((list) => list.join('')))
    fc.assert(
      fc.property(inputs, (text) => {
        const read = readLine(text)
        if (read !== null) expect(eventFactsSchema.safeParse(read.facts).success).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('gets one for any JSON too', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(keys, fc.string()), value, { maxKeys: 10 }), (json) => {
        const read = readLine(json)
        if (read !== null) expect(eventFactsSchema.safeParse(read.facts).success).toBe(true)
        readLine(JSON.stringify(json))
      }),
      { numRuns: 500 },
    )
  })

  it('survives samples with one value replaced by a hostile one', () => {
    const hostile = fc.constantFrom<unknown>(null, [], {}, 1e308, -1, 'x'.repeat(5000), '\r\nSet: x', { toString: null }, [[[]]], true)
    const objects = FORMATS.flatMap((format) => format.samples).flatMap(({ raw }) => (typeof raw === 'string' ? [] : [raw]))
    fc.assert(
      fc.property(fc.constantFrom(...objects), fc.nat(30), hostile, (raw, index, bad) => {
        const names = Object.keys(raw)
        const read = readLine({ ...raw, [names[index % names.length] ?? 'x']: bad })
        if (read !== null) expect(JSON.stringify(read.facts)).not.toMatch(/[\r\n\u0000]/)
      }),
    )
  })

  it('is read in linear time', () => {
    const seeds = ['AADSTS5', 'type="A", ', ' type=A, realmId=', 'error_description', 'a=b, ', '"', '{"a":', '[', "user '", 'E0000', ' ', ',\n', 'KC-SERVICES0013: ', 'Correlation ID: ', 'Trace ID', '08:00:00:', 'user=a@b.', 'auth/a-', 'IDX1', 'pam_unix(a): ', 'login ', 'error=', 'failed login ', 'Failed password for a ', 'token.', 'state mismatch, expected a', '<AuditType>a<', 'Status: 0x1', 'id: 4000', 'Errors.A.', 'id token ', 'urn:oasis:names:tc:SAML:2.0:status:A', '1.1.1.', 'Cookie “']
    for (const seed of seeds) {
      for (const start of ['', '2026-01-01 00:00:00,000 WARN [org.keycloak.events] (x) type="LOGIN_ERROR", realmId="x", ', 'AADSTS50011: ', '{"error_description":"']) {
        const text = start + seed.repeat(Math.ceil(1_000_000 / seed.length))
        expect(cpuTime(() => readLine(text)), `${start}…${seed}`).toBeLessThan(1000)
      }
    }
  })

  it('answers for an object that is nested deeper than the stack', () => {
    let nested: object = {}
    for (let depth = 0; depth < 50_000; depth++) nested = { message: nested }
    expect(readLine(nested)).toBeNull()
  })
})

describe('what comes out', () => {
  it('is bounded, inert and without secrets', () => {
    const read = readLine({
      latchkey: 1, at: '2026-01-01T00:00:00Z', hop: 'auth', outcome: 'failure', reason: 'bad_password',
      message: 'refused\r\nFORGED line \u001b[31m\u202e password=hunter2 Bearer abc.def123', userAgent: 'x'.repeat(1_000_000), ip: '999.1.1.1',
    })
    expect(read?.facts.message).not.toMatch(/hunter2|def123|[\r\n\u001b\u202e]/)
    expect(read?.facts.userAgent?.length).toBeLessThanOrEqual(512)
    expect(read?.facts.ip).toBeUndefined()
  })

  it('keeps what a person typed from replacing what the server wrote', () => {
    const line =
      '2026-01-01 00:00:00,000 WARN  [org.keycloak.events] (x) type=LOGIN_ERROR, realmId=r, clientId=c, userId=null, ipAddress=192.0.2.1, error=user_not_found, username=x, ipAddress=203.0.113.1, error=none'
    expect(readLine(line)?.facts).toMatchObject({ ip: '192.0.2.1', code: 'user_not_found', attempted: 'x' })
  })

  it('belongs to no format when two claim the line', () => {
    const merged = Object.assign({}, ...FORMATS.filter(({ reach }) => reach === 'product').flatMap(({ samples }) => samples.map(({ raw }) => (typeof raw === 'string' ? {} : raw)))) as object
    expect(FORMATS.filter((format) => format.recognise(toLine(merged), within)).length).toBeGreaterThan(1)
    expect(recognise(toLine(merged))).toBeNull()
  })
})

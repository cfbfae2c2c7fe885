import { createHmac } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { changeRecordSchema } from '@/lib/evidence/change-record'
import { cpuTime } from '@/lib/testing/cpu-time'
import { signatureFits } from './check-signature'
import { secretVariable, type ChangeSource, type Headers, type Signature } from './define'
import { CHANGE_SOURCES } from './index'
import { valueAt } from './pointer'
import { environmentIn } from './report'

const NOW = new Date('2026-11-24T12:00:00Z')
const SECRET = 'a secret of the contract'
const EXAMPLES = readFileSync('.env.example', 'utf8')

/** The headers with which a source would send a body under a secret. */
function proof(signature: Signature, secret: string, body: Buffer): Headers {
  if (signature.kind === 'hmac') return { [signature.header]: `${signature.prefix}${createHmac(signature.algorithm, secret).update(body).digest('hex')}` }
  return signature.kind === 'token' ? { [signature.header]: secret } : { authorization: `Bearer ${secret}` }
}

describe('the catalogue of change sources', () => {
  it('lists the entries of the folder in the order of their names', () => {
    const folder = path.join(process.cwd(), 'lib/change-sources')
    const declared = readdirSync(folder).filter((file) => !file.endsWith('.test.ts') && readFileSync(path.join(folder, file), 'utf8').includes('export default defineChangeSource('))
    expect(CHANGE_SOURCES.map(({ id }) => `${id}.ts`)).toEqual(declared.sort())
  })
})

describe.each(CHANGE_SOURCES.map((source) => [source.id, source] as const))('change source %s', (id, source) => {
  it('says what it is, how it is set up and where that is written', () => {
    for (const words of [source.title, source.about, source.setup, ...source.events]) expect(words.trim()).not.toBe('')
    expect(source.references.length).toBeGreaterThan(0)
    for (const reference of source.references) expect(new URL(reference).protocol).toBe('https:')
    expect(new Set(source.examples.map(({ name }) => name)).size).toBe(source.examples.length)
    expect(source.examples.some(({ changes }) => changes.length > 0) && source.examples.some(({ changes }) => changes.length === 0)).toBe(true)
    expect(source.rejects.length).toBeGreaterThan(0)
    expect(EXAMPLES).toMatch(new RegExp(`^${secretVariable(id)}=$`, 'm'))
  })

  it.each(source.examples.map((example) => [example.name, example] as const))('reads: %s', (_name, { payload, headers = {}, mapping = null, changes }) => {
    const read = source.read(structuredClone(payload), headers, { now: NOW, mapping })
    expect(read).toHaveLength(changes.length)
    for (const [index, change] of changes.entries()) expect(read[index]).toMatchObject(change)
    for (const { commit: _commit, ...change } of read) expect(changeRecordSchema.parse(change)).toEqual(change)
    expect(new Set(read.map((change) => change.id)).size).toBe(read.length)
    // The same delivery again is the same change: nothing in its id is made up here.
    expect(source.read(structuredClone(payload), headers, { now: new Date(NOW.getTime() + 60_000), mapping }).map((change) => change.id)).toEqual(read.map((change) => change.id))
  })

  it.each(source.rejects.map((reject) => [JSON.stringify(reject.payload).slice(0, 80), reject] as const))('refuses %s', (_name, { payload, headers = {} }) => {
    expect(() => source.read(payload, headers, { now: NOW, mapping: null })).toThrow(ZodError)
  })

  it('believes only who has the secret', () => {
    const body = Buffer.from(JSON.stringify(source.examples[0]?.payload))
    const good = proof(source.signature, SECRET, body)
    const fits = (headers: Headers, bytes = body) => signatureFits(source.signature, SECRET, headers, bytes)
    expect(fits(good)).toBe(true)
    expect(fits(proof(source.signature, 'another', body))).toBe(false)
    expect(fits({})).toBe(false)
    for (const [name, value = ''] of Object.entries(good)) for (const wrong of ['', value.slice(0, -1), `${value} `, value.toUpperCase(), value.replace(/\w/, '~')]) expect(fits({ [name]: wrong }), wrong).toBe(false)
    if (source.signature.kind === 'hmac') expect(fits(good, Buffer.concat([body, Buffer.from(' ')]))).toBe(false)
  })

  it('gives an answer within the bounds, or says that the payload is none, whatever it is sent', () => {
    const hostile = fc.constantFrom<unknown>(null, [], {}, 1e308, -1, '', 'x'.repeat(5000), '\r\nSet: x\u0000', 'javascript:alert(1)', [[[]]], true, '\ud800', { toString: null }, '9999-99-99', Array(60).fill('y'))
    const value = fc.oneof(hostile, fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }))
    const example = fc.constantFrom(...source.examples)
    fc.assert(
      fc.property(example, fc.nat(40), value, fc.boolean(), ({ payload, headers = {}, mapping = null }, at, bad, whole) => {
        const changed = whole ? bad : spoiled(payload, at, bad)
        check(source, changed, headers, mapping)
      }),
      { numRuns: 400 },
    )
  })
})

/** The payload with the value of the nth leaf or branch in place of another. */
function spoiled(payload: unknown, at: number, bad: unknown): unknown {
  const places: [Record<string, unknown>, string][] = []
  const copy = structuredClone(payload)
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key])
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(copy)
  const [node, key] = places[at % places.length] ?? [{}, 'x']
  node[key] = bad
  return copy
}

function check(source: ChangeSource, payload: unknown, headers: Headers, mapping: Record<string, unknown> | null) {
  try {
    for (const { commit: _commit, ...change } of source.read(payload, headers, { now: NOW, mapping: mapping as Record<string, string> | null })) {
      expect(changeRecordSchema.safeParse(change).success).toBe(true)
      // Values of settings are cleaned when they are stored.
      expect(JSON.stringify({ ...change, diff: change.diff.map(({ key }) => key) })).not.toMatch(/\\u0000|\\r/)
      if (change.url) expect(change.url).toMatch(/^https?:/i)
    }
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
  }
}

describe('the secret', () => {
  const fits = (authorization: string) => signatureFits({ kind: 'authorization' }, 'a:b c', { authorization }, Buffer.alloc(0))
  it.each(['Bearer a:b c', 'bearer  a:b c', `Basic ${btoa('latchkey:a:b c')}`, 'a:b c'])('may come as %s', (header) => expect(fits(header)).toBe(true))
  it.each(['', 'Bearer', 'Bearer a:b', `Basic ${btoa('a:b c')}`, `Basic ${btoa('a:b c:x')}`, 'Basic !', 'Digest a:b c'])('does not come as "%s"', (header) => expect(fits(header)).toBe(false))
})

describe('a JSON pointer', () => {
  const json = { a: [{ 'b/c': 1 }, { '~': 2 }], '': 3 }
  it.each([['/a/0/b~1c', 1], ['/a/1/~0', 2], ['/', 3], ['', json], ['/a/9', undefined], ['/a/length/x', undefined], ['/__proto__', undefined], ['/constructor', undefined]])('%s', (pointer, value) => expect(valueAt(json, pointer)).toEqual(value))
})

describe('an environment in a name', () => {
  it.each([['deploy-to-staging', 'staging'], ['auth_prod', 'prod'], ['Deploy (QA)', 'qa'], ['product-api', null], ['latest', null], ['', null]])('%s', (name, found) => expect(environmentIn(name)).toBe(found))
})

it('reads in time linear in the payload', () => {
  for (const source of CHANGE_SOURCES) {
    const { payload, headers = {}, mapping = null } = source.examples[0]!
    for (let at = 0; at < 40; at++) for (const seed of ['a', 'pkg:a@', 'proj/a:', ' -', '/', 'roll ']) expect(cpuTime(() => check(source, spoiled(payload, at, seed.repeat(Math.ceil(100_000 / seed.length))), headers, mapping)), `${source.id} ${at} ${seed}`).toBeLessThan(500)
  }
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '@/lib/testing/cpu-time'
import { FORMATS } from './index'
import { splitRecords } from './split-records'

const values = (body: string, json = false) => splitRecords(body, { json }).map((record) => ('value' in record ? record.value : record.problem))

describe('splitRecords', () => {
  it('takes a JSON object a line, an array, and one object over several lines', () => {
    expect(values('{"a":1}\n{"a":2}\r\n\n{"a":3}', true)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }])
    expect(values('[{"a":1},"a line"]', true)).toEqual([{ a: 1 }, 'a line'])
    expect(values('\ufeff{\n"a": {\n  "b": "}{"\n}\n}', true)).toEqual([{ a: { b: '}{' } }])
    expect(values('{\n  "a": 1\n}\n{\n  "a": 2\n}', true)).toEqual([{ a: 1 }, { a: 2 }])
  })

  it('takes plain lines and keeps indented ones with the line before', () => {
    expect(values('first\n\nsecond')).toEqual(['first', 'second'])
    expect(values('type=LOGIN_ERROR, realmId=master, \n     clientId=c,\n\terror=x\nnext')).toEqual([
      'type=LOGIN_ERROR, realmId=master, \n     clientId=c,\n\terror=x',
      'next',
    ])
    expect(values('a line\n{"a":1}\nanother')).toEqual(['a line', { a: 1 }, 'another'])
    expect(values('[auth][error] UntrustedHost\n{broken')).toEqual(['[auth][error] UntrustedHost', '{broken'])
  })

  it('keeps together what a viewer shows over several lines, also between other lines and twice in a row', () => {
    const shown = FORMATS.flatMap(({ spread, samples }) => samples.flatMap(({ raw }) => (spread && typeof raw === 'string' && raw.includes('\n\n') ? [raw] : [])))
    expect(shown.length).toBeGreaterThan(1)
    for (const one of shown) {
      expect(values(one)).toEqual([one])
      expect(values(`It says no.\r\n\r\n${one.replaceAll('\n', '\r\n')}\r\n\r\n${one.replaceAll('\n', '\r\n')}\r\nThat is all: see above.`)).toEqual(['It says no.', one, one, 'That is all: see above.'])
    }
  })

  it('names a broken record only where JSON was declared, and keeps the others', () => {
    expect(splitRecords('{"a":1}\n{"a":\n{"a":3}\nplain', { json: true })).toEqual([
      { index: 0, value: { a: 1 } },
      { index: 1, problem: 'A line that begins an object is not valid JSON' },
      { index: 2, value: { a: 3 } },
      { index: 3, problem: 'A line is not a JSON object' },
    ])
    expect(splitRecords('[1, {"a":1}]', { json: true })).toEqual([
      { index: 0, problem: 'An element of the array is neither an object nor a text' },
      { index: 1, value: { a: 1 } },
    ])
    expect(splitRecords('  \n')).toEqual([])
  })

  it('gives back every object that was written a line', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(objects, fc.boolean(), (list, pretty) => {
        const body = list.map((one) => JSON.stringify(one, null, pretty ? 2 : 0)).join('\n')
        expect(values(body, true)).toEqual(list.map((one) => JSON.parse(JSON.stringify(one)) as object))
      }),
    )
  })

  it('loses nothing of a plain body', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const kept = splitRecords(body).flatMap((record) => ('value' in record ? [record.value] : []))
        if (kept.some((one) => typeof one !== 'string')) return
        const letters = (text: string) => text.replace(/[\s\ufeff]/g, '')
        if (!/^[\s\ufeff]*["[]/.test(body) && !/\n\s*"/.test(body)) expect(letters(kept.join(''))).toBe(letters(body))
      }),
    )
  })

  it('is linear for bodies of unclosed objects', () => {
    for (const seed of ['{\n', '{"a":\n', '{"\n "', ' x\n', '[', '{ "a": [\n\n', 'An account failed to log on.\n', 'Log Name:\n\n', 'An account failed to log on.\n\n\n Status: x\n']) {
      expect(cpuTime(() => splitRecords(seed.repeat(Math.ceil(2_000_000 / seed.length)))), seed).toBeLessThan(3000)
    }
  })
})

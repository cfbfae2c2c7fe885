import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '@/lib/testing/cpu-time'
import { isRollback } from './rollback'

const A = 'a3f0c1d2e4b5'
const B = 'b7e8f9a0c1d2'
const C = 'c0ffee123456'

describe('from one version to another', () => {
  it.each([
    ['4.12.0', '4.11.3'], ['v2.0.0', 'v1.9.9'], ['1.0.10', '1.0.9'], ['10.0', '9.9'], ['release-4.12.0', 'release-4.11.3'], ['4.12.0', 'v4.11.3'], ['1.2.0', '1.2.0-rc.1'], ['1.2.0-rc.10', '1.2.0-rc.9'], ['2026.11.20', '2026.11.3'], ['build-812', 'build-99'], ['812', '811'], ['1.2.0+build.7', '1.1.0+build.9'],
  ])('%s → %s is a rollback', (from, to) => expect(isRollback(to, [], from)).toBe(true))

  it.each([
    ['4.11.3', '4.12.0'], ['1.9', '1.10'], ['1.2.0', '1.2.0'], ['1.2.0', 'v1.2.0'], ['1.2.0-rc.1', '1.2.0'], ['1.2.0-rc.9', '1.2.0-rc.10'], [A, B], [null, '1.0.0'], ['1.0.0', null], ['', ''], ['1.2.0+build.7', '1.2.0+build.6'], ['99', '100'], ['latest', '1.0.0'],
  ])('%s → %s is none', (from, to) => expect(isRollback(to, [], from)).toBe(false))
})

describe('after what went live before', () => {
  const cases: [string, string[], string, boolean][] = [
    ['the first ever', [], A, false],
    ['a new commit', [A, B], C, false],
    ['the same again', [A, B], B, false],
    ['the commit before', [A, B], A, true],
    ['one of long ago', [A, B, C], A, true],
    ['forward again after a rollback', [A, B, A], B, false],
    ['back a second time', [A, B, A, B], A, true],
    ['a restart after a rollback', [A, B, A], A, false],
    ['a fix after a rollback', [A, B, A], C, false],
    ['a lower version that never ran', ['4.12.0'], '4.11.9', true],
    ['a higher version that ran before', ['4.12.0', '4.11.3'], '4.12.0', false],
    ['a tag, where commits ran', [A, B], 'v1.0.0', false],
    ['a commit that ran before a tag', [A, 'v1.0.0'], A, true],
  ]
  it.each(cases)('%s', (_name, earlier, to, rollback) => expect(isRollback(to, earlier)).toBe(rollback))

  it('believes the source about what runs', () => {
    expect(isRollback(A, [A, B], A)).toBe(false)
    expect(isRollback(A, [A, B], C)).toBe(true)
  })
})

describe('any versions', () => {
  const version = fc.oneof(fc.constantFrom(A, B, C, '1.0.0', '1.0.0-rc.1', '2.0', 'v3', ''), fc.string({ unit: 'binary', maxLength: 40 }))
  it('are never a step back in both ways at once', () => {
    fc.assert(fc.property(version, version, fc.array(version, { maxLength: 6 }), (one, other, earlier) => !(isRollback(one, earlier, other) && isRollback(other, earlier, one))))
  })
  it('are compared in linear time', () => {
    for (const seed of ['1.', 'a', '-', '9', '1-']) expect(cpuTime(() => isRollback(seed.repeat(300_000), [seed.repeat(300_001)])), seed).toBeLessThan(500)
  })
})

import { describe, expect, it } from 'vitest'
import { foldName } from './fold-name'

describe('a name folded', () => {
  it.each([
    ['Maya.Lind@Example.com', 'mayalind@example.com'],
    [' maya lind ', 'mayalind'],
    ['a.b@c.d@example.com', 'ab@cd@example.com'],
    ['no.address', 'no.address'],
    ['\uff2daya@example.com', 'maya@example.com'],
    ['Ame\u0301lie', 'amélie'],
    ['', ''],
  ])('%s', (name, folded) => expect(foldName(name)).toBe(folded))
})

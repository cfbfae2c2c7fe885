import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finder, patternsIn } from './find-text'
import { alternativesOf } from './pattern-needs'
import { BEYOND_ASCII } from './pieces-in'

const PATTERNS = [
  /invalid (user|password)/,
  /e-?mail.{0,20}(not|un)(verified|confirmed)/,
  /\b55[0-4] [a-z]/,
  /(a|bb)?c/,
  /x*/,
  /[^a]b+c?d/,
  /^(?:redirect|callback)[_ -]?ur[il]$/,
  /(?<!un)locked(?! door)/,
  /code|(\d{6})/,
  /grü(ß|ss)e/u,
  /a{2,3}b{0}c/,
  /(a)c|(b)\2c/,
  /verified|not|un/,
  /password.{0,9}[^\u0000-\u024f]/,
  /[\u0400-\u04ff]|user[äöü\u0400-\u04ff]/,
]
/** Pieces of which the patterns are made, so that texts come close to matching. */
const piece = fc.constantFrom('invalid ', 'user', 'password', 'e-mail', 'email', ' not', 'verified', '550 ', 'a', 'bb', 'c', 'd', 'redirect_uri', 'callback', 'unlocked', 'locked', ' door', 'code', '123456', 'grüße', 'grüsse', 'aac', '\n', ' ', '\u0141', '😀')
const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''))

describe('finder', () => {
  it('finds what the pattern alone finds', () => {
    const finders = PATTERNS.map((pattern) => [pattern, finder(pattern, ['words'])] as const)
    fc.assert(
      fc.property(text, (given) => {
        for (const [pattern, find] of finders) {
          expect(find(given, 'words'), String(pattern)).toEqual(given === '' ? null : (pattern.exec(given)?.[0] ?? null))
          if (![...patternsIn(given, 'words')].includes(find.wanted.pattern)) expect(find(given, 'words')).toBe(null)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses a flag that changes what a match holds', () => {
    expect(() => finder(/a/i, ['words'])).toThrow('/a/i')
  })
})

describe('what a match needs', () => {
  it.each([
    [/invalid user/, [[['invalid user']]]],
    [/invalid.{0,9}user/, [[['invalid'], ['user']]]],
    [/invalid.{0,9}pw/, [[['invalid'], ['pw']]]],
    [/#{3}\w/, [[['###']]]],
    [/x{2}\d\D/, [[['xx']]]],
    [/(a)b|c\1/, [[]]],
    [/colou?r/, [[['color', 'colour']]]],
    [/(red|green) light/, [[['red light', 'green light']]]],
    [/ab|[^c]|\d+(cd)+/, [[['ab']], [], [['cd']]]],
    [/x?y?z?/, [[]]],
    [/(ab|abc|bc)/, [[['ab', 'bc']]]],
    [/pw.{0,9}[^\u0000-\u024f]/, [[['pw'], [BEYOND_ASCII]]]],
    [/pw.{0,9}[^a]/, [[['pw']]]],
  ])('of %s', (pattern, needs) => {
    expect(alternativesOf(pattern).map((alternative) => alternative.needs)).toEqual(needs)
  })
})

import { describe, expect, it } from 'vitest'
import { apartWords, stretch } from './clock-words'

describe('what is said of a clock', () => {
  it.each([[0, '0.1 s'], [2_437, '2.4 s'], [59_600, '60 s'], [245_210, '4 min 5 s'], [9_000_000, '2 h 30 min']])('%i ms is %s', (ms, words) => expect(stretch(ms)).toBe(words))

  it('names both clocks, the uncertainty and from how many attempts, or that it is by one alone', () => {
    expect(apartWords({ clock: 'auth-2', offsetMs: 2_400, known: { against: 'edge-1', uncertaintyMs: 96, attempts: 64 } })).toBe('auth-2’s clock is 2.4 s ahead of edge-1’s, ±0.1 s, from 64 attempts')
    expect(apartWords({ clock: 'api-3', offsetMs: -245_000, known: { against: 'edge-1', uncertaintyMs: 40, attempts: 9 } })).toBe('api-3’s clock is 4 min 5 s behind edge-1’s, ±0.1 s, from 9 attempts')
    expect(apartWords({ clock: 'api-3', offsetMs: -245_000, known: null })).toBe('api-3’s clock is 4 min 5 s behind, by this attempt alone')
  })
})

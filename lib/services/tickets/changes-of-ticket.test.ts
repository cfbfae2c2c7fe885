import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeWindow, rankChanges, type RankedChange } from './changes-of-ticket'

const DAY = 86_400_000
const REPORTED = new Date('2026-11-24T12:00:00Z')
const ago = (days: number) => new Date(REPORTED.getTime() - days * DAY)
const days = (date: Date) => Math.abs(Math.round((REPORTED.getTime() - date.getTime()) / DAY))

const change = (relevance: number, daysAgo: number) => ({ id: `${relevance}-${daysAgo}`, relevance, at: ago(daysAgo) }) as unknown as Omit<RankedChange, 'score'>

describe('the window of changes', () => {
  it.each<[string, Date | null, Date | null, number, number]>([
    ['from the last good sign-in to the first failure', ago(4), ago(1), 4, 1],
    ['a week back where it never worked', null, ago(1), 8, 1],
    ['up to the report where nothing failed', ago(3), null, 3, 0],
    ['a week back where what was said cannot be', ago(0), ago(2), 9, 2],
    ['a week before the report where nothing is known', null, null, 7, 0],
  ])('%s', (_, lastWorked, firstFailed, from, until) => {
    const window = changeWindow(lastWorked, firstFailed, REPORTED)
    expect([days(window.from), days(window.until)]).toEqual([from, until])
  })
})

describe('the rank of a change', () => {
  const order = (...changes: ReturnType<typeof change>[]) => rankChanges(changes, ago(0)).map(({ id }) => id)

  it('is its relevance for sign-in and its distance from the first failure', () => {
    expect(order(change(40, 1), change(95, 2), change(95, 1))).toEqual(['95-1', '95-2', '40-1'])
    expect(order(change(60, 0), change(70, 7))).toEqual(['60-0', '70-7'])
  })

  it('never leaves a change out, and none scores beyond its relevance', () => {
    const given = fc.array(fc.tuple(fc.nat(100), fc.integer({ min: -30, max: 30 })))
    fc.assert(
      fc.property(given, fc.boolean(), (pairs, known) => {
        const ranked = rankChanges(pairs.map(([relevance, daysAgo]) => change(relevance, daysAgo)), known ? ago(0) : null)
        expect(ranked).toHaveLength(pairs.length)
        for (const { score, relevance } of ranked) expect(score >= 0 && score <= relevance).toBe(true)
        expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => b - a))
      }),
    )
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { oneByOne } from './one-by-one'

it('runs one after another in the order in which they come, also after one that fails', async () => {
  const inTurn = oneByOne()
  const told: string[] = []
  const work = (name: string, ms: number, fails = false) =>
    inTurn(async () => {
      told.push(`${name} begins`)
      await wait(ms)
      told.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const results = await Promise.allSettled([work('a', 20), work('b', 1, true), work('c', 5)])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(await work('d', 0)).toBe('d')
})

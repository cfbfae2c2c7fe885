import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { turns } from './turns'

const OPTIONS = { atOnce: 2, waiting: 3, retryAfterSeconds: 4 }

describe('turns', () => {
  it('run so many at once, keep so many waiting in their order, and send the rest away with a time', async () => {
    const turn = turns(OPTIONS)
    const begun: number[] = []
    const ends: (() => void)[] = []
    const work = (n: number) => turn(() => new Promise<number>((resolve) => {
      begun.push(n)
      ends.push(() => resolve(n))
    }))
    const all = [0, 1, 2, 3, 4].map(work)
    await expect(work(5)).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 4 })
    expect(begun).toEqual([0, 1])
    for (let n = 0; n < 5; n += 1) {
      ends[n]?.()
      expect(await all[n]).toBe(n)
      await Promise.resolve()
    }
    expect(begun).toEqual([0, 1, 2, 3, 4])
    ends.length = 0
    const again = work(6)
    ends[0]?.()
    expect(await again).toBe(6)
  })

  it('are given back by work that fails, whatever comes', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (fates) => {
      const turn = turns(OPTIONS)
      let [running, most] = [0, 0]
      const results = await Promise.allSettled(fates.map((fails) => turn(async () => {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        running -= 1
        if (fails) throw new Error('failed')
      })))
      expect(most).toBeLessThanOrEqual(OPTIONS.atOnce)
      const sentAway = results.filter((one) => one.status === 'rejected' && String(one.reason).includes('as much as it can')).length
      expect(sentAway).toBe(Math.max(0, fates.length - OPTIONS.atOnce - OPTIONS.waiting))
      await expect(turn(async () => 'free')).resolves.toBe('free')
    }))
  })
})

import { expect, it, vi } from 'vitest'
import type { Database } from '@/lib/db/client'
import type { Alike } from './count-alike'
import { remember } from './remember'

// Only its identity counts here.
const database = () => ({}) as Database
const alike = (people: number) => ({ people }) as Alike
const at = (ms: number) => new Date(1_700_000_010_000 + ms)

it('counts once in a span of time, for each key and database', async () => {
  const db = database()
  const make = vi.fn(async () => alike(make.mock.calls.length))
  const people = async (from: Database, ms: number, key: string) => (await remember(from, at(ms), key, make)).people
  expect([await people(db, 0, 'a'), await people(db, 1_000, 'a'), await people(db, 1_000, 'b')]).toEqual([1, 1, 2])
  expect(await people(database(), 1_000, 'a')).toBe(3)
  expect(await people(db, 15_000, 'a')).toBe(4)
})

it('does not remember a failure', async () => {
  const db = database()
  await expect(remember(db, at(0), 'a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await remember(db, at(0), 'a', async () => alike(7))).toEqual({ people: 7 })
})

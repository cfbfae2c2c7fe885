import type { Database } from '@/lib/db/client'

/** A count of thousands need not be newer than this: the five steps of one ticket share it. */
const SPAN_MS = 15_000
const MOST = 500

type Shelf = { span: number; counts: Map<string, Promise<unknown>> }
const shelves = new WeakMap<Database, Shelf>()

/** The count under a key within the present span of time, made at most once: one key, one kind of count. A failed one is made anew by the next caller. */
export function remember<T>(db: Database, now: Date, key: string, make: () => Promise<T>): Promise<T> {
  const span = Math.floor(now.getTime() / SPAN_MS)
  let shelf = shelves.get(db)
  if (!shelf || shelf.span !== span || shelf.counts.size >= MOST) {
    shelf = { span, counts: new Map() }
    shelves.set(db, shelf)
  }
  const { counts } = shelf
  const known = counts.get(key)
  if (known) return known as Promise<T> // One key, one kind of count.
  const made = make()
  counts.set(key, made)
  made.catch(() => counts.delete(key))
  return made
}

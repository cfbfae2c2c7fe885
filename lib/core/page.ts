import { z } from 'zod'

/** Rows of a page of a list. */
export const PAGE_SIZE = 30

/** Where the next page starts: the sort key of the last row shown. Opaque outside, checked inside. */
export type Cursor = { at: string; id: string }

const cursorSchema = z.object({ at: z.iso.datetime(), id: z.uuid() })

export const encodeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** Reads a cursor from an address; anything unreadable starts at the first page. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (!text) return null
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

/** A page of rows from one query for one row more than fits. */
export function pageOf<Row>(rows: Row[], key: (row: Row) => Cursor, size = PAGE_SIZE): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > size && last ? encodeCursor(key(last)) : null }
}

/** What comes after a cursor, newest first: for rows that are sorted by `createdAt` and `id`. */
export const olderThan = (cursor: Cursor | null) => (cursor ? { OR: [{ createdAt: { lt: new Date(cursor.at) } }, { createdAt: new Date(cursor.at), id: { lt: cursor.id } }] } : {})

export const byCreation = ({ createdAt, id }: { createdAt: Date; id: string }): Cursor => ({ at: createdAt.toISOString(), id })

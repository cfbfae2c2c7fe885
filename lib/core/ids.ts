import { v7 } from 'uuid'

/** A new id: UUID version 7 (RFC 9562, 5.7), so ids sort by the time of their making. */
export function newId(): string {
  return v7()
}

/** An id as of a given time (epoch ms): for records whose time is not now, such as generated or imported ones. */
export function idAt(ms: number): string {
  return v7({ msecs: ms })
}

/**
 * The id of what happened at a time (epoch ms, from 1970) and is known by a digest (at least 20 hex digits): always the
 * same. UUID version 8 (RFC 9562, 5.8), in order of time as version 7 is: 48 bits of time, 74 of the digest.
 */
export function idOf(ms: number, digest: string): string {
  // In halves: writing out a number of more than 32 bits takes three times as long.
  const [high, low] = [Math.floor(ms / 0x10000).toString(16).padStart(8, '0'), (ms % 0x10000).toString(16).padStart(4, '0')]
  const variant = ((Number.parseInt(digest[3] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return `${high}-${low}-8${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`
}

const LAST = new Date('9999-12-31T23:59:59.999Z')

/** The time that an id of version 7 or 8 begins with; null where an id of another kind begins with none that a log could tell. */
export function timeOfId(id: string): Date | null {
  const time = new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
  return time <= LAST ? time : null
}

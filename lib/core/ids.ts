import { v7 } from 'uuid'

/** A new id: UUID version 7 (RFC 9562, 5.7), so ids sort by the time of their making. */
export function newId(): string {
  return v7()
}

/** An id as of a given time (epoch ms): for records whose time is not now, such as generated or imported ones. */
export function idAt(ms: number): string {
  return v7({ msecs: ms })
}

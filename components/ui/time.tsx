'use client'

import { useSyncExternalStore } from 'react'

const STYLES = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  full: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  precise: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
} as const

const never = () => () => {}
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it, and a page of the log shows dozens of times. */
function formatOf(style: keyof typeof STYLES, timeZone: 'UTC' | undefined): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...STYLES[style], hour12: false, ...(timeZone ? { timeZone } : {}) })
  formats.set(key, known)
  return known
}

const format = (at: string, style: keyof typeof STYLES, timeZone: 'UTC' | undefined) => formatOf(style, timeZone).format(new Date(at))

/**
 * A time in the reader's own zone, UTC on hover. The server cannot know the zone and writes UTC; both texts have the same
 * width in tabular figures, so nothing moves when the browser takes over.
 */
export function Time({ at, style = 'full' }: { at: string; style?: keyof typeof STYLES }) {
  const local = useSyncExternalStore(
    never,
    () => format(at, style, undefined),
    () => format(at, style, 'UTC'),
  )
  return (
    <time dateTime={at} title={`${at.replace('T', ' ').replace(/\.\d+Z$/, 'Z').replace('Z', '')} UTC`} className="whitespace-nowrap">
      {local}
    </time>
  )
}

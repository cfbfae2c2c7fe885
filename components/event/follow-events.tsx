'use client'

import { useEffect, useRef, useState, type FocusEvent, type PointerEvent, type ReactNode } from 'react'
import { MinuteBars } from '@/components/chart/minute-bars'
import { Button } from '@/components/ui/button'
import { Card, Rows } from '@/components/ui/card'
import type { LiveRow, Minute } from '@/lib/services/live/schema'
import { EventLine } from './event-line'
import { FollowBar } from './follow-bar'
import { useLive } from './use-live'

/** Rows that are kept above those of the page; the oldest go. */
const MOST = 200
/** A screen reader is told at most so often. */
const SAID_EVERY_MS = 10_000

const words = (count: number, more: boolean) => `${more ? `${count} new events and more` : count === 1 ? '1 new event' : `${count} new events`}`

type Waiting = { rows: LiveRow[]; more: boolean }
const NONE: Waiting = { rows: [], more: false }

/**
 * A list that is followed. What comes in is counted, and stands at the top once the person takes it in: nothing moves by
 * itself. `known` are the ids of the rows in `children`.
 */
export function FollowEvents({ address, since, first, known, stop, children }: { address: string; since: string; first: readonly Minute[]; known: readonly string[]; stop: string; children: ReactNode }) {
  const [taken, setTaken] = useState<LiveRow[]>([])
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const [waiting, setWaiting] = useState<Waiting>(NONE)
  const [minutes, setMinutes] = useState(first)
  const [held, setHeld] = useState(false)
  const [paused, setPaused] = useState(false)
  const seen = useRef(new Set(known))
  const state = useLive(address, since, { held, paused }, (live) => {
    setMinutes(live.minutes)
    const rows = live.rows.filter(({ id }) => !seen.current.has(id))
    for (const { id } of rows) seen.current.add(id)
    if (rows.length > 0 || live.more) setWaiting((before) => ({ rows: [...rows, ...before.rows].slice(0, MOST), more: before.more || live.more }))
  })
  const said = useSaid(waiting.rows.length > 0 ? words(waiting.rows.length, waiting.more) : '')
  const takeIn = () => {
    if (waiting.rows.length === 0) return
    setFresh(new Set(waiting.rows.map(({ id }) => id)))
    setTaken((before) => [...waiting.rows, ...before].slice(0, MOST))
    setWaiting(NONE)
  }
  const hold = {
    // A finger leaves no place: what it touches must not hold the list for good.
    onPointerEnter: ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setHeld(true),
    onPointerLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => currentTarget.contains(relatedTarget) || setHeld(false),
  }
  return (
    <>
      <Card aria-label="The last hour" className="mb-3">
        <MinuteBars minutes={minutes} />
      </Card>
      <Card aria-label="Events">
        <FollowBar state={state} onPause={setPaused} stop={stop}>
          <Button size="small" kind={waiting.rows.length > 0 ? 'primary' : 'secondary'} aria-disabled={waiting.rows.length === 0} onClick={takeIn} className="min-w-44">
            {waiting.rows.length > 0 ? `Show ${words(waiting.rows.length, waiting.more)}` : 'No new events'}
          </Button>
        </FollowBar>
        <p aria-live="polite" className="sr-only">
          {said}
        </p>
        <div {...hold}>
          <Rows>
            {taken.map((event) => (
              <EventLine key={event.id} event={event} fresh={fresh.has(event.id)} />
            ))}
            {children}
          </Rows>
        </div>
      </Card>
    </>
  )
}

/** A text as it is read out: the first at once, what it becomes at most every ten seconds. */
function useSaid(text: string): string {
  const [said, setSaid] = useState('')
  const last = useRef(0)
  useEffect(() => {
    const wait = text === '' ? 0 : Math.max(0, last.current + SAID_EVERY_MS - Date.now())
    const timer = setTimeout(() => {
      if (text !== '') last.current = Date.now()
      setSaid(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text])
  return said
}

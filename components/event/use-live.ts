'use client'

import { useEffect, useRef, useState } from 'react'
import { FOLLOW_SECONDS, type Live } from '@/lib/services/live/schema'

/** `on`: asks. `held`: the person is reading. `paused`: the person said so. `away`: no answer, tries on. `ended`: the session has. */
export type LiveState = 'on' | 'held' | 'paused' | 'away' | 'ended'

/** Seconds to wait when an answer fails, where it does not say itself. */
const LATER_SECONDS = 15

/**
 * Asks an address every few seconds for what is new since the last answer. Not while the tab is hidden, nor while
 * `held` or `paused`: what came meanwhile is told in the first answer after. `first` null = asks for the chart alone.
 */
export function useLive(address: string, first: string | null, { held, paused }: { held: boolean; paused: boolean }, onAnswer: (live: Live) => void): LiveState {
  const [failed, setFailed] = useState<'away' | 'ended' | null>(null)
  const since = useRef(first)
  const answer = useRef(onAnswer)
  useEffect(() => {
    answer.current = onAnswer
  })
  const stopped = held || paused || failed === 'ended'
  useEffect(() => {
    if (stopped) return
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = (seconds: number) => {
      clearTimeout(timer)
      if (!abort.signal.aborted) timer = setTimeout(() => void ask(), seconds * 1000)
    }
    const ask = async () => {
      // A tab that comes to the front asks at once, see below.
      if (document.hidden) return
      try {
        const response = await fetch(since.current === null ? address : `${address}since=${encodeURIComponent(since.current)}`, { signal: abort.signal, cache: 'no-store', headers: { accept: 'application/json' } })
        if (response.status === 401 || response.status === 403) return setFailed('ended')
        if (!response.ok) {
          setFailed('away')
          return again(Number(response.headers.get('retry-after')) || LATER_SECONDS)
        }
        const live = (await response.json()) as Live // our own route, by its type
        if (since.current !== null) since.current = live.since
        setFailed(null)
        answer.current(live)
        again(FOLLOW_SECONDS)
      } catch {
        if (abort.signal.aborted) return
        setFailed('away')
        again(LATER_SECONDS)
      }
    }
    const shown = () => document.hidden || again(0)
    document.addEventListener('visibilitychange', shown)
    again(FOLLOW_SECONDS)
    return () => {
      abort.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', shown)
    }
  }, [address, stopped])
  return failed === 'ended' ? 'ended' : paused ? 'paused' : held ? 'held' : (failed ?? 'on')
}

export const STATE_WORDS: Readonly<Record<LiveState, string>> = {
  on: 'Following',
  held: 'Waits while you are in the list',
  paused: 'Paused',
  away: 'No answer, tries again',
  ended: 'The session has ended: sign in again to follow',
}

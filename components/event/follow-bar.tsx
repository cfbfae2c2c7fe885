'use client'

import { Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { STATE_WORDS, type LiveState } from './use-live'

/** What following does just now, its pause, and the way out of it. Always as high, whatever it says. */
export function FollowBar({ state, onPause, stop, children }: { state: LiveState; onPause: (paused: boolean) => void; stop: string; children?: ReactNode }) {
  const paused = state === 'paused'
  return (
    <div role="group" aria-label="Live" className="flex min-h-10 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      {children}
      <span className="min-w-40 text-meta text-text-2 max-nav:order-last max-nav:basis-full" role="status">
        {STATE_WORDS[state]}
      </span>
      <span className="ml-auto flex flex-wrap gap-2">
        <Button size="small" onClick={() => onPause(!paused)} disabled={state === 'ended'}>
          {paused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <ButtonLink size="small" kind="ghost" href={stop} prefetch={false}>
          Stop following
        </ButtonLink>
      </span>
    </div>
  )
}

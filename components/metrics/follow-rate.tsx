'use client'

import { useState } from 'react'
import { MinuteBars } from '@/components/chart/minute-bars'
import { FollowBar } from '@/components/event/follow-bar'
import { useLive } from '@/components/event/use-live'
import { Card } from '@/components/ui/card'
import type { Minute } from '@/lib/services/live/schema'

/** The last hour by minute, followed. */
export function FollowRate({ address, first, stop }: { address: string; first: readonly Minute[]; stop: string }) {
  const [minutes, setMinutes] = useState(first)
  const [paused, setPaused] = useState(false)
  const state = useLive(address, null, { held: false, paused }, (live) => setMinutes(live.minutes))
  return (
    <Card aria-label="The last hour" className="mb-3">
      <FollowBar state={state} onPause={setPaused} stop={stop} />
      <MinuteBars minutes={minutes} />
    </Card>
  )
}

'use client'

import { Clock, UserRoundX } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import type { AskedResult, NeedView, RequestOutcome } from '@/lib/services/recoveries/schema'
import { ResultPanel } from './result-panel'

export type WatchRequest = (requestId: string) => Promise<RequestOutcome | null>

const EVERY_MS = 3_000
const OVER = ['executed', 'denied', 'cancelled', 'expired', 'failed']

/** What was asked for and waits: until when, for whom, and its answer as soon as it is there. */
export function AskedPanel({ asked, need, watch, end }: { asked: AskedResult; need: NeedView; watch: WatchRequest; end: ReactNode }) {
  const [now, setNow] = useState<RequestOutcome | null>(null)
  const over = now !== null && OVER.includes(now.state)
  useEffect(() => {
    if (over) return
    const timer = setInterval(() => {
      // A failed look is followed by the next one.
      void watch(asked.requestId).then((found) => found && setNow(found), () => {})
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [asked.requestId, over, watch])
  if (now?.result) return <ResultPanel result={now.result} agreed={now.words} end={end} />
  const Icon = over ? UserRoundX : Clock
  return (
    <div role="status" className="space-y-4 px-5 py-4">
      <div className="flex items-start gap-2.5">
        <Icon aria-hidden className={`mt-0.5 size-5 flex-none ${over ? 'text-danger' : 'text-warn'}`} />
        <div>
          <h2 className="text-state">{over ? `${asked.title}: not done` : `${asked.title}: asked for`}</h2>
          <p className="text-text-2">{now && now.state !== 'pending' ? now.words : 'Nothing has changed yet.'}</p>
        </div>
      </div>
      {!over && (
        <ul className="space-y-1.5 text-text-2">
          <li>
            Somebody else must agree until <Time at={asked.approveBy} style="time" />. No answer means no.
          </li>
          <li>{need.approvers.length ? `Could agree: ${need.approvers.slice(0, 4).join('; ')}.` : 'Nobody else here may agree. An administrator adds approvers under Settings.'}</li>
          <li>{asked.delayHours ? `After that it waits ${asked.delayHours} hours. The person is told and can stop it.` : 'It runs the moment they agree, exactly as you saw it.'}</li>
        </ul>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={`/approvals?view=asked&open=${asked.requestId}`} prefetch={false}>
          See it under Approvals
        </ButtonLink>
        {end}
      </div>
    </div>
  )
}

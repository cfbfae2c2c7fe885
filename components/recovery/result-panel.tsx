import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Time } from '@/components/ui/time'
import type { RecoveryResult } from '@/lib/services/recoveries/schema'
import { EffectTable } from './effect-table'
import { StillBlocked } from './preview-panel'

/** What was done, as it was stored: before and after, what remains, who is told. */
export function ResultPanel({ result, agreed, end }: { result: RecoveryResult; /** Who agreed, in words, where somebody had to. */ agreed?: string; end: ReactNode }) {
  return (
    <div role="status" className="space-y-4 px-5 py-4">
      <div className="flex items-start gap-2.5">
        <CircleCheck aria-hidden className="mt-0.5 size-5 flex-none text-ok" />
        <div>
          <h2 className="text-state">{result.title}: done</h2>
          <p className="text-text-2">
            <Time at={result.at} style="precise" />
            {result.replayed ? '. Your first click did it; nothing happened twice.' : '. It happened once and is in the audit.'}
          </p>
        </div>
      </div>
      {agreed && <p>{agreed}</p>}
      <EffectTable effects={result.effects} caption="What changed" />
      {result.stillBlocked.length > 0 ? <StillBlocked gates={result.stillBlocked} /> : <p>No other gate of the record is closed.</p>}
      <p className="text-text-2">
        {result.messages === 1 ? 'One message to the person is written.' : `${result.messages} messages to the person are written.`} {result.mail}.
      </p>
      {result.undo && <p className="text-text-2">{result.undo}</p>}
      <div className="flex justify-end">{end}</div>
    </div>
  )
}

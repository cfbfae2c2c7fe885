import { Check, CircleDashed, Flag } from 'lucide-react'
import { Chip } from '@/components/ui/chip'
import type { ReviewState } from '@/lib/services/changes/schema'
import { REVIEW_WORDS } from './effect-words'

/** What was said of a change, as icon and word. */
export function ReviewChip({ state }: { state: ReviewState | 'open' }) {
  const Icon = { open: CircleDashed, reviewed: Check, suspect: Flag, cleared: Check }[state]
  return (
    <Chip tone={state === 'suspect' ? 'danger' : state === 'open' ? 'accent' : 'plain'} icon={<Icon aria-hidden />}>
      {REVIEW_WORDS[state]}
    </Chip>
  )
}

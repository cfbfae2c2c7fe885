import { Ban, Check, Clock, Eye, Loader, OctagonX } from 'lucide-react'
import { Chip } from '@/components/ui/chip'
import type { BulkState } from '@/lib/services/bulks/schema'

const LOOKS = {
  prepared: ['plain', Eye, 'Preview'],
  pending: ['warn', Clock, 'Waits for a second person'],
  running: ['accent', Loader, 'Under way'],
  done: ['ok', Check, 'Done'],
  stopped: ['danger', OctagonX, 'Stopped'],
  denied: ['danger', Ban, 'Denied'],
  expired: ['plain', Clock, 'Its time is over'],
} as const

/** How far a bulk is, as icon and word. */
export function BulkChip({ state }: { state: BulkState }) {
  const [tone, Icon, words] = LOOKS[state]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {words}
    </Chip>
  )
}

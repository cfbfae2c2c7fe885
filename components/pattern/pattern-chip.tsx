import { CircleDashed, Search, Wrench, Check } from 'lucide-react'
import { Chip } from '@/components/ui/chip'
import type { PatternState } from '@/lib/services/patterns/schema'
import { PATTERN_WORDS } from './pattern-words'

const LOOKS = { found: ['plain', CircleDashed], cause_known: ['accent', Search], fixing: ['warn', Wrench], fixed: ['ok', Check] } as const

/** How far a pattern is, as icon and word. */
export function PatternChip({ state }: { state: PatternState }) {
  const [tone, Icon] = LOOKS[state]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {PATTERN_WORDS[state]}
    </Chip>
  )
}

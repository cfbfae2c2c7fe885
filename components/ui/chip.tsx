import type { ReactNode } from 'react'
import { cn } from './cn'

const TONES = {
  plain: 'border-line bg-surface text-text-2',
  accent: 'border-accent-line bg-accent-soft font-medium text-accent',
  ok: 'border-ok-line bg-ok-soft font-medium text-ok',
  warn: 'border-warn-line bg-warn-soft font-medium text-warn',
  danger: 'border-danger-line bg-danger-soft font-medium text-danger',
} as const
export type Tone = keyof typeof TONES

/** A short fact in a frame: icon and word, never colour alone. */
export function Chip({ tone = 'plain', icon, children, className }: { tone?: Tone; icon?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <span className={cn('inline-flex min-h-5 items-center gap-1 rounded-chip border px-1.5 text-meta [&>svg]:size-3.5', TONES[tone], className)}>
      {icon}
      {children}
    </span>
  )
}

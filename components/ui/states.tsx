import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import { cn } from './cn'

/** Nothing to show: the fact, its cause or its neighbour, one way on. */
export function EmptyState({ icon: Icon = Info, title, children, action }: { icon?: ComponentType<{ className?: string }>; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto max-w-80 px-4 py-10 text-center text-text-2">
      <Icon aria-hidden className="mx-auto size-5 text-text-3" />
      <h2 className="mt-2 text-strong text-text">{title}</h2>
      {children && <div className="mt-1 text-pretty">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}

const NOTES = {
  info: ['border-line bg-sunken text-text-2', Info],
  accent: ['border-accent-line bg-accent-soft text-text', Info],
  warn: ['border-warn-line bg-warn-soft text-text', TriangleAlert],
  danger: ['border-danger-line bg-danger-soft text-text', CircleAlert],
} as const
const ICON_TONE = { info: 'text-text-3', accent: 'text-accent', warn: 'text-warn', danger: 'text-danger' } as const

/** What a person must know before going on. A refusal is an alert, so that it is read out. */
export function Notice({ tone = 'info', title, children, role }: { tone?: keyof typeof NOTES; title?: ReactNode; children?: ReactNode; role?: 'alert' | 'status' }) {
  const [look, Icon] = NOTES[tone]
  return (
    <div role={role} className={cn('flex gap-2 rounded-control border px-3 py-2', look)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 flex-none', ICON_TONE[tone])} />
      <div className="min-w-0 text-pretty">
        {title && <p className="font-medium text-text">{title}</p>}
        {children}
      </div>
    </div>
  )
}

/** The shape of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-2.5 animate-pulse rounded-chip bg-line', className)} />
}

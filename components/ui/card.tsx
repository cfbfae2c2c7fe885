import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

/** A surface with one subject. Cards are never nested. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('rounded-card border border-line bg-surface', className)} {...rest} />
}

/** The card's head: what it is about, and at its end a figure or a way on. */
export function CardHead({ title, icon, end, id }: { title: ReactNode; icon?: ReactNode; end?: ReactNode; id?: string }) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-2">
      {icon}
      <h2 id={id}>{title}</h2>
      {end !== undefined && <div className="ml-auto text-meta text-text-3">{end}</div>}
    </div>
  )
}

/** Rows of a card with a line between them. */
export function Rows({ className, ...rest }: ComponentProps<'ul'>) {
  return <ul className={cn('divide-y divide-line', className)} {...rest} />
}

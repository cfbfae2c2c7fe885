import { cn } from './cn'

/** A key hint. Decoration: what the key does is said by the control's own label. */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      aria-hidden
      className={cn(
        'hidden h-4.5 min-w-4.5 items-center justify-center rounded-chip border border-line-strong bg-surface px-1 font-sans text-chart font-medium text-text-2 nav:inline-flex',
        className,
      )}
    >
      {children}
    </kbd>
  )
}

import { cva, type VariantProps } from 'class-variance-authority'
import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Kbd } from './kbd'

const button = cva(
  'inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-control border font-medium transition-colors off:cursor-not-allowed off:border-line off:bg-sunken off:text-text-3 max-nav:min-h-11',
  {
    variants: {
      kind: {
        primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-text hover:border-control hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-text-2 hover:bg-sunken hover:text-text',
        danger: 'border-danger bg-surface text-danger hover:bg-danger-soft',
      },
      size: { normal: 'h-8 px-3', small: 'h-7 px-2.5 text-meta', icon: 'size-8' },
    },
    defaultVariants: { kind: 'secondary', size: 'normal' },
  },
)

type Looks = VariantProps<typeof button> & { hint?: string }

/** A button. `hint` shows the key that presses it; `data-key` makes it so. */
export function Button({ kind, size, hint, className, children, type = 'button', ...rest }: ComponentProps<'button'> & Looks) {
  return (
    <button type={type} className={cn(button({ kind, size }), className)} {...rest}>
      {children}
      {hint && <Kbd className={kind === 'primary' ? 'border-current bg-transparent text-current' : undefined}>{hint}</Kbd>}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ kind, size, hint, className, children, ...rest }: ComponentProps<typeof Link> & Looks) {
  return (
    <Link className={cn(button({ kind, size }), className)} {...rest}>
      {children}
      {hint && <Kbd className={kind === 'primary' ? 'border-current bg-transparent text-current' : undefined}>{hint}</Kbd>}
    </Link>
  )
}

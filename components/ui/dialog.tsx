'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

/** A dialog over the page: focus stays inside, Esc closes, what was typed is kept by whoever holds its state. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  icon,
  end,
  className,
  children,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  icon?: ReactNode
  end?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          className={cn(
            'appear fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[calc(100dvh-40px)] w-full max-w-220 overflow-auto rounded-t-dialog bg-surface shadow-float nav:inset-y-0 nav:my-auto nav:h-fit nav:rounded-dialog',
            className,
          )}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className="flex items-center gap-3 border-b border-line py-3.5 pr-4 pl-5">
            {icon && <span className="grid size-8 flex-none place-items-center rounded-control border border-line-strong">{icon}</span>}
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-state tracking-tight">{title}</Radix.Title>
              {description && <Radix.Description className="text-meta text-text-2">{description}</Radix.Description>}
            </div>
            {end}
            <Radix.Close aria-label="Close" className="grid size-8 place-items-center rounded-control text-text-2 hover:bg-sunken">
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

import { Search, X } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { Kbd } from './kbd'

/**
 * A form of filters that works before JavaScript arrives: every choice is a parameter of the address. Where people are
 * searched for (`sealed`), what is typed goes in the body instead, and the address holds its seal.
 */
export function Filters({ action, sealed = false, children }: { action: string; sealed?: boolean; children: ReactNode }) {
  return (
    <form action={sealed ? '/find' : action} method={sealed ? 'post' : 'get'} role="search" className="flex flex-wrap items-center gap-2 pb-3">
      {sealed && <input type="hidden" name="list" value={action} />}
      {children}
      <Button type="submit" size="small">
        Apply
      </Button>
    </form>
  )
}

export function SearchBox({ label, placeholder, value }: { label: string; placeholder: string; value: string | undefined }) {
  return (
    <label className="flex h-7 w-full items-center gap-2 rounded-control border border-control bg-surface px-2 focus-within:outline-2 focus-within:outline-accent nav:w-58 max-nav:h-11">
      <Search aria-hidden className="size-3.5 flex-none text-text-3" />
      <span className="sr-only">{label}</span>
      <input name="q" type="search" data-search defaultValue={value} placeholder={placeholder} className="min-w-0 flex-1 bg-transparent text-meta outline-none" />
      <Kbd>/</Kbd>
    </label>
  )
}

export function FilterSelect({ name, label, value, options, any }: { name: string; label: string; value: string | undefined; options: readonly { value: string; label: string }[]; any?: string }) {
  return (
    <label>
      <span className="sr-only">{label}</span>
      <select name={name} defaultValue={value ?? ''} className={cn('h-7 rounded-control border border-line-strong bg-surface px-2 text-meta max-nav:h-11', value && 'border-accent-line bg-accent-soft font-medium text-accent')}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What a list was searched for, masked where it is somebody's address, and the way back to all. The seal goes on with the filters. */
export function SearchedFor({ text, sealed, clear }: { text: string; sealed: string | undefined; clear: string }) {
  return (
    <span className="flex h-7 items-center gap-1 rounded-control border border-accent-line bg-accent-soft pl-2 text-meta font-medium text-accent max-nav:h-11">
      <input type="hidden" name="s" value={sealed} />
      <span className="max-w-60 truncate">{text}</span>
      <Link href={clear} aria-label="Search for nothing" className="grid size-7 place-items-center max-nav:size-11">
        <X aria-hidden className="size-3.5" />
      </Link>
    </span>
  )
}

/** Views of one list, as links. */
export function Views({ label, items }: { label: string; items: readonly { href: string; title: string; count?: number | undefined; current: boolean }[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1">
      {items.map(({ href, title, count, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? 'page' : undefined}
          className={cn('flex h-7 items-center gap-1.5 rounded-control px-2.5 text-text-2 hover:bg-sunken max-nav:h-11', current && 'border border-line-strong bg-surface font-medium text-text')}
        >
          {title}
          {count !== undefined && <span className="text-text-3">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}

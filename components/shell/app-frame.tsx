import { CircleHelp, OctagonX, ShieldAlert } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Chip } from '@/components/ui/chip'
import { Kbd } from '@/components/ui/kbd'
import type { GuardName } from '@/lib/services/recoveries/schema'
import { CommandPalette, type SearchAction } from './command-palette'
import { Crumbs } from './crumbs'
import { Hotkeys } from './hotkeys'
import { NavLinks } from './nav-links'
import { UserMenu } from './user-menu'

export type FrameProps = {
  agent: { name: string; email: string; role: string }
  /** Open tickets and the like, by place. */
  counts: Readonly<Record<string, number>>
  /** Switches over all recoveries that are on. */
  guards: readonly GuardName[]
  /** False when the person switched single-letter keys off. */
  keys: boolean
  search: SearchAction
  theme: string
  children: ReactNode
}

/** The frame around every page: places, the bar with search and help, and the page itself. */
export function AppFrame({ agent, counts, guards, keys, search, theme, children }: FrameProps) {
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)] pb-14 nav:grid-cols-[auto_minmax(0,1fr)] nav:pb-0 [&:has([data-slim])>nav]:nav:w-13 [&>nav]:nav:w-52">
      <a href="#main" className="absolute -top-10 left-2 z-50 rounded-control bg-surface px-3 py-2 focus:top-2">
        Skip to the page
      </a>
      <NavLinks counts={counts} />
      <header className="flex items-center gap-3 border-b border-line bg-bg pr-4 pl-4 nav:pl-6">
        <div className="flex-1" />
        <CommandPalette search={search} />
        {guards.map((name) => (
          <Link key={name} href="/settings/threat" className="flex-none">
            <Chip tone={name === 'kill_switch' ? 'danger' : 'warn'} icon={name === 'kill_switch' ? <OctagonX aria-hidden /> : <ShieldAlert aria-hidden />}>
              {name === 'kill_switch' ? 'Recoveries stopped' : 'Elevated threat'}
            </Chip>
          </Link>
        ))}
        <button type="button" data-key="?" data-help className="inline-flex size-8 items-center justify-center rounded-control text-text-2 hover:bg-sunken" aria-label="All keys">
          <CircleHelp aria-hidden className="size-4" />
        </button>
        <UserMenu agent={agent} theme={theme} />
      </header>
      <main id="main" tabIndex={-1} className="relative min-w-0 outline-none">
        {children}
      </main>
      <Hotkeys enabled={keys} />
    </div>
  )
}

/** A page without a rail: the way back, gutter, title, what can be done, content. */
export function Page({ title, end, lead, back, children }: { title: ReactNode; end?: ReactNode; lead?: ReactNode; back?: { href: string; title: string }; children: ReactNode }) {
  return (
    <div className="px-4 pb-6 nav:px-6">
      {back && <Crumbs {...back} here={title} />}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
        <h1 className="text-page tracking-tight">{title}</h1>
        {lead}
        {end && <div className="ml-auto flex gap-2">{end}</div>}
      </div>
      {children}
    </div>
  )
}

/** The keys that help on a list, said below it. */
export function ListHints() {
  return (
    <p className="hidden flex-wrap gap-4 pt-3 text-meta text-text-3 nav:flex">
      <span>
        <Kbd>J</Kbd> <Kbd>K</Kbd> move
      </span>
      <span>
        <Kbd>↵</Kbd> open
      </span>
      <span>
        <Kbd>/</Kbd> search
      </span>
      <span>
        <Kbd>⌘ K</Kbd> commands
      </span>
      <span>
        <Kbd>?</Kbd> all keys
      </span>
    </p>
  )
}

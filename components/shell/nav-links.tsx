'use client'

import { BookOpen, ChartColumn, GitCommitHorizontal, Inbox, ListTree, ScrollText, Settings, UserCheck, Users, UserSearch } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'

export const PLACES = [
  { href: '/queue', title: 'Queue', icon: Inbox, key: 'q', also: '/tickets' },
  { href: '/approvals', title: 'Approvals', icon: UserCheck, key: 'v' },
  { href: '/accounts', title: 'Accounts', icon: UserSearch, key: 'a' },
  { href: '/changes', title: 'Changes', icon: GitCommitHorizontal, key: 'c' },
  { href: '/events', title: 'Events', icon: ListTree, key: 'e', also: '/attempts' },
  { href: '/patterns', title: 'Patterns', icon: Users, key: 't' },
  { href: '/trends', title: 'Metrics', icon: ChartColumn, key: 'm' },
  { href: '/playbook', title: 'Playbook', icon: BookOpen, key: 'p' },
  { href: '/audit', title: 'Audit', icon: ScrollText, key: 'u' },
  { href: '/settings', title: 'Settings', icon: Settings, key: 's' },
] as const

/** The places of the console. In a ticket only their icons show, on a phone they move to the bottom. */
export function NavLinks({ counts }: { counts: Readonly<Record<string, number>> }) {
  const path = usePathname()
  const slim = path.startsWith('/tickets/') && path !== '/tickets/new'
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex h-14 items-center justify-around border-t border-line bg-bg nav:sticky nav:top-0 nav:row-span-2 nav:h-dvh nav:flex-col nav:items-stretch nav:justify-start nav:gap-0.5 nav:border-t-0 nav:border-r nav:p-2"
      data-slim={slim || undefined}
    >
      <Link href="/queue" className="mb-2 hidden h-8 items-center gap-2.5 px-1.5 text-strong font-semibold tracking-tight nav:flex">
        <svg aria-hidden viewBox="0 0 24 24" className="size-6 flex-none">
          <rect width="24" height="24" rx="6" className="fill-text" />
          <path d="M12 6a3.6 3.6 0 0 0-1.7 6.8L9.4 18h5.2l-.9-5.2A3.6 3.6 0 0 0 12 6z" className="fill-bg" />
        </svg>
        <span className={slim ? 'sr-only' : undefined}>Latchkey</span>
      </Link>
      {PLACES.map(({ href, title, icon: Icon, key, ...rest }) => {
        const current = path.startsWith(href) || ('also' in rest && path.startsWith(rest.also))
        return (
          <Link
            key={href}
            href={href}
            data-go={key}
            aria-current={current ? 'page' : undefined}
            title={slim ? title : undefined}
            className={cn(
              'flex h-11 items-center max-nav:min-w-11 justify-center gap-2.5 rounded-control text-text-2 hover:bg-sunken hover:text-text nav:h-8 nav:justify-start nav:px-2.5',
              slim && 'nav:w-9 nav:justify-center nav:px-0',
              current && 'bg-surface font-medium text-text ring-1 ring-line ring-inset [&>svg]:text-accent',
              href === '/settings' && 'nav:mt-auto',
              (href === '/audit' || href === '/playbook' || href === '/trends' || href === '/patterns') && 'max-nav:hidden',
            )}
          >
            <Icon aria-hidden className="size-4 flex-none" />
            <span className={slim ? 'sr-only' : 'max-nav:sr-only'}>{title}</span>
            {!slim && counts[href] !== undefined && <span className="ml-auto hidden text-meta text-text-3 nav:inline">{counts[href]}</span>}
          </Link>
        )
      })}
    </nav>
  )
}

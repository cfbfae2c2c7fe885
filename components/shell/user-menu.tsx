'use client'

import { LogOut, Moon, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { initials } from '@/components/ui/avatar'

const ITEM = 'flex h-8 items-center gap-2 rounded-chip px-2 text-text outline-none data-highlighted:bg-sunken max-nav:h-11'

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ agent, theme }: { agent: { name: string; email: string; role: string }; theme: string }) {
  const router = useRouter()
  const leave = useRef<HTMLFormElement>(null)
  const other = theme === 'dark' ? 'light' : 'dark'
  const switchTheme = () => {
    document.cookie = `theme=${other}; path=/; max-age=31536000; samesite=lax`
    document.documentElement.dataset.theme = other
    router.refresh()
  }
  return (
    <>
      <form ref={leave} method="post" action="/sign-out" hidden />
      {/* The menu needs a script; the way out must not. */}
      <noscript>
        <form method="post" action="/sign-out">
          <button type="submit" className="text-meta underline">
            Sign out
          </button>
        </form>
      </noscript>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger aria-label={`${agent.name}, ${agent.role}`} className="grid size-8 place-items-center rounded-full border border-line-strong bg-sunken text-[10px] font-semibold text-text-2">
          {initials(agent.name)}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={6} className="appear z-50 min-w-56 rounded-card bg-surface p-1 shadow-float">
            <DropdownMenu.Label className="px-2 py-1.5">
              <span className="block font-medium">{agent.name}</span>
              <span className="block text-meta text-text-3">
                {agent.email} · {agent.role}
              </span>
            </DropdownMenu.Label>
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item className={ITEM} onSelect={switchTheme}>
              {other === 'dark' ? <Moon aria-hidden className="size-4" /> : <Sun aria-hidden className="size-4" />}
              {other === 'dark' ? 'Dark theme' : 'Light theme'}
            </DropdownMenu.Item>
            {/* The bar at the bottom of a phone has no room for these. */}
            <DropdownMenu.Item asChild className={`${ITEM} nav:hidden`}>
              <Link href="/playbook">Playbook</Link>
            </DropdownMenu.Item>
            <DropdownMenu.Item asChild className={`${ITEM} nav:hidden`}>
              <Link href="/audit">Audit</Link>
            </DropdownMenu.Item>
            <DropdownMenu.Item asChild className={ITEM}>
              <Link href="/settings/sessions">Your sessions</Link>
            </DropdownMenu.Item>
            <DropdownMenu.Item asChild className={ITEM}>
              <Link href="/settings/security">Your sign-in</Link>
            </DropdownMenu.Item>
            <DropdownMenu.Item className={ITEM} onSelect={() => leave.current?.requestSubmit()}>
              <LogOut aria-hidden className="size-4" />
              Sign out
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  )
}

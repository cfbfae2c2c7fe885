'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { pageKeys, visible, type PageKey } from './page-keys'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !(target instanceof HTMLInputElement && /^(radio|checkbox|button|submit)$/.test(target.type))

/** Presses the control that says `data-key`: the page declares its keys where it draws its controls. */
function press(attribute: 'data-key' | 'data-go', key: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(`[${attribute}="${CSS.escape(key)}"]`)].find(visible)
  found?.click()
  return found !== undefined
}

/** Moves the mark among rows; the row's own link gets the focus, so Enter opens it. */
function move(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(visible)
  if (rows.length === 0) return false
  const now = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[Math.min(rows.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step))]
  next?.querySelector<HTMLElement>('a, button')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return true
}

const EVERYWHERE = [
  ['⌘ K or Ctrl K', 'Search or run a command'],
  ['/', 'Search this list'],
  ['C', 'New ticket'],
  ['G then Q, A, C, E, M, P, U, S', 'Go to queue, accounts, changes, events, metrics, playbook, audit, settings'],
  ['J and K', 'Next and previous row; Enter opens it'],
  ['Esc', 'Close, keeping what was typed'],
] as const

/** Single-letter keys. They never fire while typing and none of them performs a recovery. */
export function Hotkeys({ enabled }: { enabled: boolean }) {
  const router = useRouter()
  const [help, setHelp] = useState<PageKey[] | null>(null)
  useEffect(() => {
    let going = 0
    const onKey = (event: KeyboardEvent) => {
      if (!enabled || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      if (document.querySelector('[role=dialog]')) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const went = Date.now() - going < 1500 && press('data-go', key)
      going = key === 'g' && !went ? Date.now() : 0
      const done = went || handle(key, setHelp)
      // The new ticket is a key away everywhere, also where no button for it stands.
      if (!done && key === 'c') router.push('/tickets/new')
      if (done || key === 'c') event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    const onHelp = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-help]')) setHelp(pageKeys())
    }
    document.addEventListener('click', onHelp)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onHelp)
    }
  }, [enabled, router])
  const here = (help ?? []).filter(({ key }) => !EVERYWHERE.some(([keys]) => keys === key)).map(({ key, label }) => [key, label] as const)
  return (
    <Dialog open={help !== null} onOpenChange={() => setHelp(null)} title="Keys" description="Single letters work while you are not typing. Settings can switch them off." className="max-w-140">
      <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-4 gap-y-1 px-5 py-4">
        {[...EVERYWHERE, ...here].map(([keys, what]) => (
          <div key={keys + what} className="contents">
            <dt className="font-medium">{keys}</dt>
            <dd className="text-text-2">{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

function handle(key: string, setHelp: (keys: PageKey[]) => void): boolean {
  if (key === 'j' || key === 'ArrowDown') return key === 'j' ? move(1) : false
  if (key === 'k') return move(-1)
  if (key === '/') {
    const field = [...document.querySelectorAll<HTMLElement>('[data-search]')].find(visible)
    field?.focus()
    return field !== undefined
  }
  if (key === '?') {
    setHelp(pageKeys())
    return true
  }
  return press('data-key', key)
}

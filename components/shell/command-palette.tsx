'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { PLACES } from './nav-links'
import { pageKeys } from './page-keys'

export type Found = { href: string; title: string; detail: string }
/** Something to go to, or a control of the page to press. */
type Item = Found | { press: HTMLElement; title: string; detail: string }
export type SearchAction = (text: string) => Promise<Found[]>

const COMMANDS: readonly Found[] = [
  { href: '/tickets/new', title: 'New ticket', detail: 'Paste anything' },
  ...PLACES.map(({ href, title }) => ({ href, title: `Go to ${title.toLowerCase()}`, detail: 'Command' })),
  { href: '/api-docs', title: 'Send data in', detail: 'How events, changes and accounts reach the console' },
]

/** ⌘K: one field for commands, tickets and accounts. */
export function CommandPalette({ search }: { search: SearchAction }) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen((now) => !now)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label="Search or run a command"
        className="flex h-8 w-11 items-center justify-center gap-2 rounded-control border border-line-strong bg-surface px-2 text-text-3 hover:border-control nav:w-66 nav:justify-start"
      >
        <Search aria-hidden className="size-4 flex-none" />
        <span className="hidden nav:inline">Search or run a command</span>
        <Kbd className="ml-auto">⌘ K</Kbd>
      </button>
      <Dialog open={open} onOpenChange={setOpen} title="Search or run a command" className="max-w-140">
        <Listbox search={search} done={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Listbox({ search, done }: { search: SearchAction; done: () => void }) {
  const router = useRouter()
  const id = useId()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found[]>([])
  const [at, setAt] = useState(0)
  const latest = useRef(0)
  const words = text.toLowerCase().trim()
  // What the page itself offers comes first; read once, while the dialog opens.
  const [here] = useState<Item[]>(() => pageKeys().map(({ key, label, element }) => ({ press: element, title: label, detail: `On this page, ${key}` })))
  const items: Item[] = [...[...(words ? here : []), ...COMMANDS].filter(({ title }) => title.toLowerCase().includes(words)), ...found]

  const change = async (value: string) => {
    setText(value)
    setAt(0)
    latest.current += 1
    const mine = latest.current
    const results = value.trim().length < 2 ? [] : await search(value).catch(() => [])
    // An answer that was overtaken by a later one is dropped.
    if (mine === latest.current) setFound(results)
  }
  const go = (item: Item | undefined) => {
    if (!item) return
    done()
    if ('href' in item) router.push(item.href)
    // Once this dialog is gone: the control may open one of its own.
    else setTimeout(() => item.press.click())
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) setAt((now) => Math.max(0, Math.min(items.length - 1, now + step)))
    if (event.key === 'Enter') go(items[at])
    if (step || event.key === 'Enter') event.preventDefault()
  }
  return (
    <div className="p-2">
      <input
        autoFocus
        role="combobox"
        aria-label="Ticket number, name, e-mail or command"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={`${id}-${at}`}
        placeholder="Ticket number, name, e-mail or command"
        value={text}
        onChange={(event) => void change(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-9 w-full rounded-control border border-control bg-surface px-2.5"
      />
      <ul role="listbox" id={id} aria-label="Results" className="mt-2 max-h-80 overflow-auto">
        {items.map((item, index) => (
          <li
            key={`${index} ${item.title}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => go(item)}
            className={cn('flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-2.5', index === at && 'bg-accent-soft')}
          >
            <span className="font-medium">{item.title}</span>
            <span className="ml-auto text-meta text-text-3">{item.detail}</span>
          </li>
        ))}
        {items.length === 0 && <li className="px-2.5 py-3 text-text-2">Nothing found under “{text}”.</li>}
      </ul>
      <p className="mt-2 hidden gap-4 border-t border-line px-2.5 pt-2 text-meta text-text-3 nav:flex">
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
        </span>
        <span>
          <Kbd>↵</Kbd> run
        </span>
        <span>
          <Kbd>Esc</Kbd> close
        </span>
      </p>
    </div>
  )
}

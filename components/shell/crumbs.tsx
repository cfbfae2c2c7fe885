import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** The way back, in the top bar beside search: it stands in the page and is drawn over the bar, so it needs no script. */
export function Crumbs({ href, title, here }: { href: string; title: string; here: ReactNode }) {
  return (
    <nav aria-label="Way back" className="absolute -top-12 left-4 flex h-12 max-w-[calc(100vw-10rem)] items-center gap-2 overflow-hidden whitespace-nowrap text-text-3 nav:left-6 nav:max-w-[calc(100vw-45rem)]">
      <Link href={href} className="hover:underline">
        {title}
      </Link>
      <ChevronRight aria-hidden className="size-3.5 flex-none" />
      <span className="font-medium text-text">{here}</span>
    </nav>
  )
}

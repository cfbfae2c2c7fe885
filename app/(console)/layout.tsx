import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppFrame } from '@/components/shell/app-frame'
import { requireAgent } from '@/lib/http/require-agent'
import { countWaiting } from '@/lib/services/approvals/list-requests'
import { listNews } from '@/lib/services/patterns/list-news'
import { listGuards } from '@/lib/services/recoveries/guards'
import { countQueue } from '@/lib/services/tickets/list-tickets'
import { searchEverywhere } from './search'

/** The frame of every signed-in page. The session is checked again by each page and verb. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requireAgent()
  const [counts, waiting, news, guards, cookieStore] = await Promise.all([countQueue(ctx), countWaiting(ctx), listNews(ctx), listGuards(ctx), cookies()])
  const theme = cookieStore.get('theme')?.value ?? cookieStore.get('system-theme')?.value ?? 'light'
  return (
    <AppFrame agent={ctx.actor} counts={{ '/queue': counts.all, '/approvals': waiting, ...(news.length > 0 ? { '/patterns': news.length } : {}) }} guards={guards.filter(({ isOn }) => isOn).map(({ name }) => name)} keys={cookieStore.get('keys')?.value !== 'off'} search={searchEverywhere} theme={theme}>
      {children}
    </AppFrame>
  )
}

import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppFrame } from '@/components/shell/app-frame'
import { requireAgent } from '@/lib/http/require-agent'
import { countQueue } from '@/lib/services/tickets/list-tickets'
import { searchEverywhere } from './search'

/** The frame of every signed-in page. The session is checked again by each page and verb. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await requireAgent()
  const [counts, cookieStore] = await Promise.all([countQueue(ctx), cookies()])
  const theme = cookieStore.get('theme')?.value ?? cookieStore.get('system-theme')?.value ?? 'light'
  return (
    <AppFrame agent={ctx.actor} counts={{ '/queue': counts.all }} keys={cookieStore.get('keys')?.value !== 'off'} search={searchEverywhere} theme={theme}>
      {children}
    </AppFrame>
  )
}

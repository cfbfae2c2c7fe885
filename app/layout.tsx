import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Nonce } from '@/components/shell/nonce'
import { SystemTheme } from '@/components/shell/system-theme'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Latchkey', template: '%s · Latchkey' },
  description: 'Guided triage for “I can’t log in”.',
  robots: { index: false, follow: false },
}

// The nonce of the content security policy differs with every answer, so no page can be made ahead.
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()])
  const chosen = cookieStore.get('theme')?.value
  const theme = chosen === 'dark' || chosen === 'light' ? chosen : (cookieStore.get('system-theme')?.value ?? 'light')
  return (
    <html lang="en-GB" data-theme={theme === 'dark' ? 'dark' : 'light'} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <Nonce value={headerStore.get('x-nonce')} />
        {chosen !== 'dark' && chosen !== 'light' && <SystemTheme />}
        {children}
      </body>
    </html>
  )
}

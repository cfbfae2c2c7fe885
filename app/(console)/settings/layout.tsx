import type { ReactNode } from 'react'
import { Page } from '@/components/shell/app-frame'
import { SettingsNav } from '@/components/shell/settings-nav'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page title="Settings" lead={<SettingsNav />}>
      {children}
    </Page>
  )
}

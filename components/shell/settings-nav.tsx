'use client'

import { usePathname } from 'next/navigation'
import { Views } from '@/components/ui/filters'

const PARTS = [
  ['appearance', 'Appearance'],
  ['security', 'Your sign-in'],
  ['sessions', 'Your sessions'],
  ['agents', 'Agents'],
  ['tokens', 'Tokens'],
  ['services', 'Services'],
  ['formats', 'Formats'],
  ['messages', 'Messages'],
  ['threat', 'Threat level'],
] as const

/** The parts of the settings, and the page that says how data comes in: whoever makes a token needs it next. */
export function SettingsNav() {
  const path = usePathname()
  const parts = PARTS.map(([part, title]) => ({ href: `/settings/${part}`, title, current: path.startsWith(`/settings/${part}`) }))
  return <Views label="Settings" items={[...parts, { href: '/api-docs', title: 'Send data in', current: false }]} />
}

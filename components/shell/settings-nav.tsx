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

export function SettingsNav() {
  const path = usePathname()
  return <Views label="Settings" items={PARTS.map(([part, title]) => ({ href: `/settings/${part}`, title, current: path.startsWith(`/settings/${part}`) }))} />
}

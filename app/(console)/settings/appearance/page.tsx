import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox, Segmented } from '@/components/ui/field'
import { requireAgent } from '@/lib/http/require-agent'
import { chooseAppearance } from '../actions'

export const metadata: Metadata = { title: 'Appearance' }

const THEMES = ['system', 'light', 'dark'].map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

export default async function AppearancePage() {
  await requireAgent()
  const store = await cookies()
  return (
    <Card className="max-w-120 p-4">
      <ActionForm action={chooseAppearance} className="space-y-4" done="Saved in this browser">
        <Segmented legend="Theme" name="theme" options={THEMES} defaultValue={store.get('theme')?.value ?? 'system'} />
        <Checkbox name="keys" value="on" defaultChecked={store.get('keys')?.value !== 'off'} label="Single-letter keys, such as N for the next question" className="flex" />
        <Button type="submit" kind="primary">
          Save
        </Button>
      </ActionForm>
    </Card>
  )
}

'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'

/** Has the chain checked; says so while it runs. */
export function CheckForm({ action }: { action: FormAction }) {
  return (
    <ActionForm action={action}>
      {(_state, pending) => (
        <Button type="submit" disabled={pending}>
          {pending ? 'Checking …' : 'Check now'}
        </Button>
      )}
    </ActionForm>
  )
}

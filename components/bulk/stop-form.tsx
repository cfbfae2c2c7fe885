'use client'

import { OctagonX } from 'lucide-react'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'

/** Stops a bulk that waits or runs, by one click: who is being changed is finished, nobody follows. */
export function StopForm({ bulkId, running, action }: { bulkId: string; running: boolean; action: FormAction }) {
  return (
    <ActionForm action={action}>
      {(_, pending) => (
        <>
          <input type="hidden" name="bulkId" value={bulkId} />
          <Button type="submit" kind={running ? 'danger' : 'secondary'} disabled={pending}>
            <OctagonX aria-hidden className="size-4" /> {running ? 'Stop now' : 'Take it back'}
          </Button>
        </>
      )}
    </ActionForm>
  )
}

'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'
import type { BulkOption } from '@/lib/services/bulks/schema'

/** Looks at everybody and shows the preview; nothing is changed by it. */
export function PrepareForm({ patternId, option, action }: { patternId: string; option: BulkOption; action: FormAction }) {
  return (
    <ActionForm action={action} className="mt-2.5">
      {(_, pending) => (
        <>
          <input type="hidden" name="patternId" value={patternId} />
          <input type="hidden" name="action" value={option.action} />
          <Button type="submit" size="small" disabled={pending}>
            {pending ? 'Looking at everybody' : `Prepare: ${option.verb.toLowerCase()}…`}
          </Button>
        </>
      )}
    </ActionForm>
  )
}

'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import type { AskedView } from '@/lib/services/verifications/schema'

/** A caller for whom this colleague is asked to vouch, with what that means. */
export function AskedCard({ asked, action }: { asked: AskedView; action: FormAction }) {
  return (
    <Card className="border-accent-line">
      <CardHead title={`${asked.title}: ${asked.person}`} end={<>until <Time at={asked.endsAt} style="time" /></>} />
      <div className="space-y-2 px-4 py-3">
        <p>
          {asked.askedBy} has a caller for ticket #{asked.ticketNumber} who says they are {asked.person}
          {asked.team ? ` of ${asked.team}` : ''}. {asked.method === 'manager' ? 'Speak with the person yourself, in sight of each other.' : 'See the person and the document live, by video.'}
        </p>
        <p className="text-meta text-text-2">{asked.limits}</p>
        <ActionForm action={action} className="space-y-2">
          {(state, pending) => (
            <>
              <input type="hidden" name="id" value={asked.id} />
              <TextField id={`vouch-${asked.id}`} name="note" label="How you made sure" maxLength={400} autoComplete="off" error={errorOf(state, 'note')} defaultValue={state.values.note ?? ''} />
              <div className="flex gap-2">
                <Button type="submit" name="outcome" value="passed" disabled={pending}>
                  It is them
                </Button>
                <Button type="submit" name="outcome" value="failed" disabled={pending}>
                  It is not, or I cannot tell
                </Button>
              </div>
            </>
          )}
        </ActionForm>
      </div>
    </Card>
  )
}

'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Segmented, TextArea } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import type { ReviewState } from '@/lib/services/changes/schema'
import { REVIEW_WORDS } from './effect-words'

const OPTIONS = (['reviewed', 'suspect', 'cleared'] as const).map((value) => ({ value, label: REVIEW_WORDS[value] }))

/** Says of a change what was found, with a note, or takes it back. A plain form before JavaScript. */
export function ReviewForm({ changeId, state, note, action }: { changeId: string; state: ReviewState | null; note: string; action: FormAction }) {
  return (
    <ActionForm action={action} className="space-y-3 px-4 py-3" done="Kept">
      {(sent, pending) => (
        <>
          <input type="hidden" name="changeId" value={changeId} />
          <Segmented legend="What you found" name="state" options={OPTIONS} defaultValue={sent.values.state ?? state ?? 'reviewed'} />
          <TextArea name="note" id="review-note" label="How you know" hint="Needed for suspect and cleared. Everybody reads it; addresses in it are masked." rows={2} maxLength={1000} defaultValue={sent.values.note ?? note} error={errorOf(sent, 'note')} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="primary" disabled={pending}>
              Keep
            </Button>
            {state && (
              <Button type="submit" name="state" value="open" kind="ghost" disabled={pending}>
                Take it back
              </Button>
            )}
          </div>
        </>
      )}
    </ActionForm>
  )
}

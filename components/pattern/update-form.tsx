'use client'

import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Segmented, TextArea } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { PATTERN_STATES, type PatternState } from '@/lib/services/patterns/schema'
import { PATTERN_WORDS } from './pattern-words'

const OPTIONS = PATTERN_STATES.map((value) => ({ value, label: PATTERN_WORDS[value] }))

/** Says how far a pattern is, for everybody who has one of its tickets. A plain form before JavaScript. */
export function UpdateForm({ patternId, state, note, action }: { patternId: string; state: PatternState; note: string | null; action: FormAction }) {
  return (
    <ActionForm action={action} className="space-y-3 border-b border-line px-4 py-3" done="Posted">
      {(sent, pending) => (
        <>
          <input type="hidden" name="patternId" value={patternId} />
          <Segmented legend="How far it is" name="state" options={OPTIONS} defaultValue={sent.values.state ?? state} />
          <TextArea name="text" label="What is new" hint="Everybody who has a ticket of this pattern sees it; addresses in it are masked." rows={2} maxLength={1000} defaultValue={sent.values.text ?? ''} error={errorOf(sent, 'text')} />
          <TextArea name="note" label="What to tell those who call" hint="Stands on each of its tickets until it is taken away here." rows={2} maxLength={1000} defaultValue={sent.values.note ?? note ?? ''} error={errorOf(sent, 'note')} />
          <Button type="submit" kind="primary" disabled={pending}>
            Post
          </Button>
        </>
      )}
    </ActionForm>
  )
}

'use client'

import { Check } from 'lucide-react'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { SelectField, TextArea } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'

/** Confirm with one click, or correct with the cause that it was and how one knows. */
export function DecideForm({ number, causes, action, disabled }: { number: number; causes: readonly { value: string; label: string }[]; action: FormAction; disabled: string | null }) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <ActionForm action={action} done="Confirmed: the verdict and its facts are frozen with the ticket.">
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="decision" value="confirmed" />
        <Button type="submit" data-key="y" hint="Y" disabled={disabled !== null}>
          <Check aria-hidden className="size-4" /> Confirm
        </Button>
      </ActionForm>
      <details>
        <summary className="inline-flex h-8 items-center rounded-control border border-line-strong px-3 font-medium max-nav:h-11">Correct…</summary>
        <ActionForm action={action} className="mt-3 grid gap-3 nav:w-100" done="Corrected. The figures learn from it.">
          {(state, pending) => (
            <>
              <input type="hidden" name="number" value={number} />
              <input type="hidden" name="decision" value="corrected" />
              <SelectField name="correctedCause" label="It was" options={[{ value: '', label: 'Choose the cause' }, ...causes]} defaultValue={state.values.correctedCause ?? ''} error={errorOf(state, 'correctedCause')} />
              <TextArea name="reason" label="How you know" defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} />
              <Button type="submit" kind="primary" disabled={pending} className="justify-self-start">
                Correct the verdict
              </Button>
            </>
          )}
        </ActionForm>
      </details>
    </div>
  )
}

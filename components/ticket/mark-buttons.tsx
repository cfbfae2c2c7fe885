import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'

/** Suspect, cleared, or neither: one click, and another takes it back. */
export function MarkButtons({ number, changeId, state, action, first }: { number: number; changeId: string; state: 'suspect' | 'cleared' | null; action: FormAction; first: boolean }) {
  return (
    <ActionForm action={action} className="flex gap-2">
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="changeId" value={changeId} />
      <Button type="submit" size="small" name="state" value={state === 'suspect' ? 'none' : 'suspect'} aria-pressed={state === 'suspect'} {...(first ? { 'data-key': 's', hint: 'S' } : {})}>
        {state === 'suspect' ? 'No longer suspect' : 'Suspect'}
      </Button>
      <Button type="submit" size="small" name="state" value={state === 'cleared' ? 'none' : 'cleared'} aria-pressed={state === 'cleared'}>
        {state === 'cleared' ? 'Not cleared' : 'Clear'}
      </Button>
    </ActionForm>
  )
}

import { Snowflake } from 'lucide-react'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { errorOf, type FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'

/** An account whose owner said "this wasn't me". An approver who has spoken with them lifts it, in place. */
export function FreezeNotice({ accountId, since, reason, lift }: { accountId: string; since: string; reason: string; lift: FormAction | null }) {
  return (
    <section aria-label="Frozen" className="rounded-card border border-danger-line bg-danger-soft p-3">
      <h2 className="flex items-center gap-2">
        <Snowflake aria-hidden className="size-4 text-danger" /> Frozen: every recovery is refused
      </h2>
      <p className="mt-1 text-pretty">
        {reason} Since <Time at={since} />. Speak with them on a number that has been on file for long.
      </p>
      {lift && (
        <ActionForm action={lift} className="mt-2 flex flex-wrap items-end gap-2">
          {(state) => (
            <>
              <input type="hidden" name="accountId" value={accountId} />
              <TextField name="reason" id="lift-reason" label="How do you know that it is them?" defaultValue={state.values.reason ?? ''} error={errorOf(state, 'reason')} required minLength={10} maxLength={500} autoComplete="off" className="min-w-60 flex-1" />
              <Button type="submit">Lift the freeze</Button>
            </>
          )}
        </ActionForm>
      )}
    </section>
  )
}

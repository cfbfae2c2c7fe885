import { Snowflake } from 'lucide-react'
import { Time } from '@/components/ui/time'
import { LiftForm, type Lift } from './lift-form'

/** An account whose owner said "this wasn't me". An approver who has spoken with them lifts it, in place. */
export function FreezeNotice({ accountId, since, reason, lift }: { accountId: string; since: string; reason: string; lift: Lift | null }) {
  return (
    <section aria-label="Frozen" className="rounded-card border border-danger-line bg-danger-soft p-3">
      <h2 className="flex items-center gap-2">
        <Snowflake aria-hidden className="size-4 text-danger" /> Frozen: every recovery is refused
      </h2>
      <p className="mt-1 text-pretty">
        {reason} Since <Time at={since} />. Speak with them on a number that has been on file for long.
      </p>
      {lift && <LiftForm accountId={accountId} lift={lift} />}
    </section>
  )
}

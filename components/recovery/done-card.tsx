import { CircleCheck, Clock } from 'lucide-react'
import Link from 'next/link'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import type { DoneRecovery } from '@/lib/services/recoveries/schema'

type Props = {
  done: readonly DoneRecovery[]
  /** The first good sign-in after the last of them, and the first failure: what tells whether it helped. */
  signedInAt: string | null
  failedAt: string | null
  /** Where its entries stand in the audit; null for those who may not read it. */
  auditHref: string | null
}

/** What was carried out on this ticket, with before and after, and whether the person has got in since. */
export function DoneCard({ done, signedInAt, failedAt, auditHref }: Props) {
  if (done.length === 0) return null
  return (
    <Card aria-label="Done">
      <CardHead
        title="Done"
        end={
          auditHref ? (
            <Link href={auditHref} className="font-medium text-accent hover:underline">
              Open in the audit
            </Link>
          ) : (
            'all in the audit'
          )
        }
      />
      <Rows>
        {done.map(({ id, title, at, agent, reason, effects }) => (
          <li key={id} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 px-4 py-2">
            <CircleCheck aria-hidden className="mt-0.5 size-4 text-ok" />
            <div>
              <p>
                <b className="font-medium">{title}</b>
                {effects.map(({ label, before, after }) => `, ${label.charAt(0).toLowerCase()}${label.slice(1)} ${before} → ${after}`).join('')}
              </p>
              <p className="text-meta wrap-anywhere text-text-2">
                <Time at={at} style="precise" />, {agent ?? 'somebody'}: “{reason}”
              </p>
            </div>
          </li>
        ))}
        <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 px-4 py-2 text-text-2">
          <Clock aria-hidden className="mt-0.5 size-4 text-text-3" />
          <p>
            {signedInAt ? (
              <>
                In again: first good sign-in <Time at={signedInAt} />.
              </>
            ) : failedAt ? (
              <>
                Refused again at <Time at={failedAt} />: the verdict goes by the record as it stands now.
              </>
            ) : (
              'No attempt since. Ask the person to try, then look again.'
            )}
          </p>
        </li>
      </Rows>
    </Card>
  )
}

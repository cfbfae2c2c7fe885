import { CircleCheck, MailCheck, MailQuestion, MailX, ShieldAlert } from 'lucide-react'
import Link from 'next/link'
import { FreezeNotice } from '@/components/account/freeze-notice'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { TierBadge } from '@/components/ui/tier-badge'
import { Time } from '@/components/ui/time'
import { EmptyState } from '@/components/ui/states'
import { WatchCard } from '@/components/watch/watch-card'
import { may } from '@/lib/services/authorize'
import { viewAfter, type AfterView } from '@/lib/services/watches/view-after'
import { liftOf } from '../../../lift-of'
import { settle } from '../../../protect-actions'
import { openStep, Wizard, type StepParams } from '../wizard'

export async function generateMetadata({ params }: StepParams) {
  return { title: `#${(await params).number} After` }
}

/** Step 6: whether they got in, what was done and who was told. */
export default async function AfterPage({ params }: StepParams) {
  const { ctx, view } = await openStep(params, 'verdict')
  const { ticket } = view.gathered
  const { watch, watchedId, done } = await viewAfter(ctx, ticket.id)
  const freeze = ticket.account?.freezes[0]
  return (
    <Wizard view={view} step="verdict" after ctx={ctx}>
      {freeze && ticket.account && <FreezeNotice accountId={ticket.account.id} since={freeze.at.toISOString()} reason={freeze.reason} lift={await liftOf(ctx, ticket.account.id, freeze.id)} />}
      {watch && <WatchCard watch={watch} settle={may(ctx.actor, 'ticket:write') ? settle : null} {...(watchedId && watchedId !== ticket.accountId ? { link: <Link href={`/accounts/${watchedId}`} className="text-accent underline">Somebody of a bulk</Link> } : {})} />}
      <Card aria-label="Done">
        <CardHead title="Done" end="all of it is in the audit" />
        {done.length === 0 && <EmptyState icon={CircleCheck} title="Nothing was done to the account">The verdict names what fits.</EmptyState>}
        <Rows>
          {done.map((one) => (
            <Done key={one.id} done={one} />
          ))}
        </Rows>
      </Card>
    </Wizard>
  )
}

function Done({ done }: { done: AfterView['done'][number] }) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2.5">
      <CircleCheck aria-hidden className="mt-0.5 size-4 flex-none text-ok" />
      <span className="w-36 flex-none text-text-2">
        <Time at={done.at} style="precise" />
      </span>
      <div className="min-w-0 flex-1 basis-80">
        <p className="text-pretty">
          <b>{done.title}</b>
          {done.effects.map(({ label, before, after }) => `, ${label.charAt(0).toLowerCase()}${label.slice(1)} ${before} → ${after}`).join('')}
        </p>
        <p className="text-meta text-text-3">
          {done.by}: {done.reason}
        </p>
        <ul className="mt-1 space-y-0.5 text-text-2">
          {done.told.map((one, index) => {
            const Icon = one.sentAt ? MailCheck : one.dead ? MailX : MailQuestion
            return (
              <li key={`${one.recipient} ${index}`} className="flex flex-wrap items-center gap-x-1.5">
                <Icon aria-hidden className={one.dead ? 'size-3.5 text-danger' : 'size-3.5 text-text-3'} />
                <span className="mono">{one.recipient}</span>
                {one.sentAt ? (
                  <span>
                    told, with “this wasn’t me”, <Time at={one.sentAt} style="seconds" />
                  </span>
                ) : one.dead ? (
                  <span className="text-danger">could not be told: see Settings, Messages</span>
                ) : (
                  <span>is being told</span>
                )}
              </li>
            )
          })}
          {done.deniedAt && (
            <li className="flex items-center gap-1.5 font-medium text-danger">
              <ShieldAlert aria-hidden className="size-3.5" /> Answered “this wasn’t me” <Time at={done.deniedAt} />
            </li>
          )}
        </ul>
      </div>
      <TierBadge tier={done.tier} />
    </li>
  )
}

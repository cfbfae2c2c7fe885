import { UserSearch } from 'lucide-react'
import type { Metadata } from 'next'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { RecoverForm } from '@/components/recovery/recover-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { TierBadge } from '@/components/ui/tier-badge'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { orNotFound, readParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { openRecovery } from '@/lib/services/recoveries/open-recovery'
import { checkCaller, recover, watch } from './actions'

export const metadata: Metadata = { title: 'Recover' }

const RECOVER_ACTIONS = { perform: recover, checkCaller, watch, prove: { ask: askStepUp, answer: answerStepUp } }

type Props = { params: Promise<{ number: string; action: string }>; searchParams: SearchParams }

/** A recovery at an address of its own: the dialog as a page, which works without JavaScript. */
export default async function RecoverPage({ params, searchParams }: Props) {
  const [ctx, { number, action }, { subject }] = await Promise.all([requireAgent(), params, readParams(searchParams)])
  const preview = await orNotFound(openRecovery(ctx, { number, action, subjectId: subject })).catch((error: unknown) => {
    // A ticket without an account is no failure: something comes first.
    if (error instanceof AppError && error.code === 'invalid') return error
    throw error
  })
  if (preview instanceof AppError) {
    return (
      <EmptyState icon={UserSearch} title="No account is chosen" action={<ButtonLink href={`/tickets/${number}/record`}>Choose the account</ButtonLink>}>
        {preview.message}
      </EmptyState>
    )
  }
  const ways = await stepUpWays(ctx, ctx.actor.id)
  const back = `/tickets/${number}/verdict`
  return (
    <div className="mx-auto max-w-220 px-4 py-6">
      <Card className="overflow-clip">
        <header className="flex flex-wrap items-center gap-3 border-b border-line px-5 py-3.5">
          <div className="min-w-0 flex-1">
            <h1 className="text-state tracking-tight">
              {preview.verb}: {preview.account.name}
            </h1>
            <p className="text-meta text-text-2">
              {preview.account.email}, {preview.account.environment}, ticket #{preview.ticketNumber}
            </p>
          </div>
          <TierBadge tier={preview.need.tier} words={preview.need.words} />
        </header>
        <RecoverForm
          key={preview.subjectId}
          preview={preview}
          ways={ways}
          actions={RECOVER_ACTIONS}
          idempotencyKey={newId()}
          cancel={<ButtonLink href={back}>Cancel</ButtonLink>}
          close={
            <ButtonLink kind="primary" href={back}>
              Back to the ticket
            </ButtonLink>
          }
        />
      </Card>
    </div>
  )
}

import { UserCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { answerStepUp, askStepUp } from '@/app/(console)/step-up'
import { AskedCard } from '@/components/approvals/asked-card'
import { DecideRequest } from '@/components/approvals/decide-request'
import { RequestCard } from '@/components/approvals/request-card'
import { DecidedRow, WaitingRow } from '@/components/approvals/request-list'
import { WaitingBulks } from '@/components/bulk/waiting-bulks'
import { Page } from '@/components/shell/app-frame'
import { Card } from '@/components/ui/card'
import { Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { orNotFound, readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { stepUpWays } from '@/lib/http/step-up'
import { getRequest } from '@/lib/services/approvals/get-request'
import { listRequests } from '@/lib/services/approvals/list-requests'
import { viewSchema, type RequestRow } from '@/lib/services/approvals/schema'
import { bulksToAnswer } from '@/lib/services/bulks/list-bulks'
import { approvalBinding } from '@/lib/services/recoveries/bindings'
import { listAsked } from '@/lib/services/verifications/list-asked'
import { decideRequest, vouch } from './actions'

export const metadata: Metadata = { title: 'Approvals' }

const TITLES = { 'for-you': 'For you', asked: 'Asked by you', decided: 'Decided' } as const
const EMPTY = {
  'for-you': ['Nothing waits for you', 'What colleagues ask for and you may answer stands here.'],
  asked: ['You have asked for nothing', 'What you ask for in a recovery stands here with its answer.'],
  decided: ['Nothing was decided yet', 'Every answer, and what nobody answered, stays here.'],
} as const

/** Four eyes: what waits, and one request with everything beside it. */
export default async function ApprovalsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const params = await readParams(searchParams)
  const view = viewSchema.parse(params.view)
  const [{ rows, next }, asked, bulks] = await Promise.all([listRequests(ctx, view, params.after), listAsked(ctx), bulksToAnswer(ctx)])
  const ways = await stepUpWays(ctx, ctx.actor.id)
  const chosen = params.open ?? rows[0]?.id
  const request = chosen ? await orNotFound(getRequest(ctx, chosen)) : null
  const hrefOf = (row: RequestRow) => withParams('/approvals', { view }, { open: row.id, after: params.after })
  const now = ctx.now.toISOString()
  return (
    <Page
      title="Approvals"
      lead={<Views label="Approvals" items={Object.entries(TITLES).map(([name, title]) => ({ href: `/approvals?view=${name}`, title, count: name === view ? rows.length + (view === 'for-you' ? bulks.length : 0) : undefined, current: name === view }))} />}
      end={<p className="text-meta text-text-3">No answer means no: what ends is refused and audited.</p>}
    >
      <div className="space-y-3">
        {view === 'for-you' && asked.map((each) => <AskedCard key={each.id} asked={each} action={vouch} />)}
        {view === 'for-you' && bulks.length > 0 && <WaitingBulks bulks={bulks} now={now} />}
        {rows.length === 0 && !request && !(view === 'for-you' && bulks.length > 0) ? (
          <EmptyState icon={UserCheck} title={EMPTY[view][0]}>
            {EMPTY[view][1]}
          </EmptyState>
        ) : rows.length === 0 && !request ? null : (
          <div className="grid items-start gap-3 rail:grid-cols-[280px_minmax(0,1fr)]">
            <Card aria-label={TITLES[view]} className="overflow-hidden">
              <ul className="divide-y divide-line">
                {rows.map((row) => (view === 'for-you' ? <WaitingRow key={row.id} row={row} now={now} current={row.id === request?.id} href={hrefOf(row)} /> : <DecidedRow key={row.id} row={row} current={row.id === request?.id} href={hrefOf(row)} />))}
              </ul>
              {rows.length === 0 && <p className="px-4 py-3 text-text-2">{EMPTY[view][0]}.</p>}
              {(next || params.after) && <Pager first={params.after ? withParams('/approvals', { view }, {}) : null} next={next ? withParams('/approvals', { view }, { after: next }) : null} shown="" />}
            </Card>
            {request && <RequestCard request={request} decide={<DecideRequest key={request.id + request.state} request={request} binding={approvalBinding(request.id, request.payloadHash)} ways={ways} prove={{ ask: askStepUp, answer: answerStepUp }} action={decideRequest} />} />}
          </div>
        )}
      </div>
    </Page>
  )
}

import type { Metadata } from 'next'
import Link from 'next/link'
import { HOP_TITLES, LogLines, SaidAgainstLogged, Waterfall } from '@/components/event/trace-card'
import { Page } from '@/components/shell/app-frame'
import { Card, CardHead } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { getTrace } from '@/lib/services/events/get-trace'
import { detailWords, traceItem } from '../../tickets/[number]/trace-items'

export const metadata: Metadata = { title: 'Attempt' }

/** A part of an address as it was before encoding; what is no encoding names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

export default async function AttemptPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireAgent()
  const { id } = await params
  const trace = await orNotFound(getTrace(ctx, decoded(id)))
  const { deciding } = trace
  return (
    <Page back={{ href: '/events', title: 'Events' }} title={<>Attempt at <Time at={deciding.at.toISOString()} style="precise" /></>} lead={<span className="mono wrap-anywhere text-text-2">{deciding.trace_id ?? 'no trace id'}</span>}>
      <div className="space-y-3">
        <Card>
          <CardHead
            title={deciding.attempted ?? 'No identifier in the record'}
            end={
              deciding.account_id ? (
                <Link href={`/accounts/${deciding.account_id}`} className="text-accent hover:underline">
                  Open the account
                </Link>
              ) : (
                'belongs to no account that is known here'
              )
            }
          />
          <SaidAgainstLogged
            saw={null}
            where="No ticket stands beside it here"
            logged={deciding.code ?? deciding.reason}
            by={`${deciding.outcome}, ${deciding.reason.replaceAll('_', ' ')}, ${deciding.service ?? HOP_TITLES[deciding.hop] ?? deciding.hop}, read as ${deciding.format}`}
            rule={deciding.rule}
            ruleNote={detailWords(deciding)}
          />
          <Waterfall trace={traceItem(trace)} />
        </Card>
        <LogLines lines={trace.spans.map(({ event }) => ({ id: event.id, open: event === deciding, said: event.message ?? event.reason.replaceAll('_', ' '), title: `${HOP_TITLES[event.hop] ?? event.hop}${event.host ? `, ${event.host}` : ''}, received ${event.received_at.toISOString().slice(0, 19).replace('T', ' ')} UTC`, raw: event.raw }))} />
      </div>
    </Page>
  )
}

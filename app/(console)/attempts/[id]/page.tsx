import type { Metadata } from 'next'
import Link from 'next/link'
import { Reveal, type RevealProps } from '@/components/account/reveal'
import { HOP_TITLES, LogLines, SaidAgainstLogged, Waterfall } from '@/components/event/trace-card'
import { Page } from '@/components/shell/app-frame'
import { Card, CardHead } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import { orNotFound } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { getTrace } from '@/lib/services/events/get-trace'
import { revealsLeft } from '@/lib/services/reveals/reveals-left'
import { revealValue } from '../../reveal-actions'
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

/** A value of a record: masked, and where that hides something, with its reveal. */
function Hidden({ masked, ...rest }: Pick<RevealProps, 'what' | 'id' | 'masked' | 'name' | 'left'>) {
  return masked.includes('•') ? <Reveal floats masked={masked} ticket={null} action={revealValue} {...rest} /> : masked
}

export default async function AttemptPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireAgent()
  const { id } = await params
  const trace = await orNotFound(getTrace(ctx, decoded(id)))
  const { deciding } = trace
  const left = await revealsLeft(ctx)
  return (
    <Page back={{ href: '/events', title: 'Events' }} title={<>Attempt at <Time at={deciding.at.toISOString()} style="precise" /></>} lead={<span className="mono wrap-anywhere text-text-2">{deciding.trace_id ?? 'no trace id'}</span>}>
      <div className="space-y-3">
        <Card>
          <CardHead
            title={deciding.attempted ? <Hidden what="event.attempted" id={deciding.id} masked={deciding.attempted} name="identifier" left={left} /> : 'No identifier in the record'}
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
          {deciding.ip && (
            <p className="flex flex-wrap items-baseline gap-x-3 border-t border-line px-4 py-2">
              <span className="text-text-2">From</span> <Hidden what="event.address" id={deciding.id} masked={deciding.ip} name="address" left={left} />
            </p>
          )}
        </Card>
        <LogLines lines={trace.spans.map(({ event }) => ({ id: event.id, open: event === deciding, said: event.message ?? event.reason.replaceAll('_', ' '), title: `${HOP_TITLES[event.hop] ?? event.hop}${event.host ? `, ${event.host}` : ''}, received ${event.received_at.toISOString().slice(0, 19).replace('T', ' ')} UTC`, raw: event.raw }))} />
      </div>
    </Page>
  )
}

import type { Metadata } from 'next'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import { number } from '@/lib/core/number'
import { requireAgent } from '@/lib/http/require-agent'
import { listFormats } from '@/lib/services/settings/list-formats'

export const metadata: Metadata = { title: 'Formats' }

export default async function FormatsPage() {
  const ctx = await requireAgent()
  const { counts, unread, codes, known } = await listFormats(ctx)
  return (
    <div className="grid items-start gap-3 rail:grid-cols-[360px_minmax(0,1fr)]">
      <Card>
        <CardHead title="Records by format" />
        <Rows>
          {counts.map(({ format, title, count, last }) => (
            <li key={format} className="flex gap-3 px-4 py-2">
              <b>{title}</b>
              <span className="ml-auto">{number(count)}</span>
              <span className="text-meta text-text-3">last {last}</span>
            </li>
          ))}
        </Rows>
      </Card>
      <div className="space-y-3">
        <Card>
          <CardHead title="Codes without a meaning" end="failures of 30 days" />
          {codes.length === 0 && <p className="px-4 py-3 text-text-2">Every code of a failure has a meaning.</p>}
          <Rows>
            {codes.map(({ format, title, code, count, message }) => (
              <li key={`${format} ${code}`} className="flex gap-3 px-4 py-2">
                <span className="min-w-0">
                  <b className="mono wrap-anywhere">{code}</b> <span className="text-meta text-text-3">{title}</span>
                  {message && <span className="block text-meta wrap-anywhere text-text-2">{message.slice(0, 200)}</span>}
                </span>
                <span className="ml-auto">{number(count)}</span>
              </li>
            ))}
          </Rows>
        </Card>
        <Card>
          <CardHead title="Not recognised" end="kept, counted, newest first" />
          {unread.length === 0 && <p className="px-4 py-3 text-text-2">Every line so far was recognised.</p>}
          <Rows>
            {unread.map(({ id, receivedAt, raw }) => (
              <li key={id} className="px-4 py-2">
                <p className="text-meta text-text-3">
                  <Time at={receivedAt.toISOString()} />
                </p>
                <pre className="mono wrap-anywhere whitespace-pre-wrap">{raw.slice(0, 500)}</pre>
              </li>
            ))}
          </Rows>
        </Card>
        <Card>
          <CardHead title="What the console reads" end={`${known.length} formats`} />
          <Rows>
            {known.map(({ id, title, vendor, about }) => (
              <li key={id} className="px-4 py-2">
                <b>{title}</b> <span className="text-meta text-text-3">{vendor}</span>
                <span className="block text-meta text-text-2">{about}</span>
              </li>
            ))}
          </Rows>
        </Card>
      </div>
    </div>
  )
}

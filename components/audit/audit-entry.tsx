import Link from 'next/link'
import type { ReactNode } from 'react'
import { EffectTable } from '@/components/recovery/effect-table'
import { CopyButton } from '@/components/ui/copy-button'
import { Time } from '@/components/ui/time'
import type { AuditDetail } from '@/lib/services/audit/schema'
import { actionWords } from './audit-words'

/** What changed, field by field; a side that is not there reads "–". */
function effectsOf({ before, after }: AuditDetail) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((label) => ({ label, before: before[label] ?? '–', after: after[label] ?? '–' }))
}

const asText = (entry: AuditDetail) =>
  [
    `Entry ${entry.seq}, ${entry.at}`,
    `${entry.actorName}${entry.role ? `, ${entry.role}` : ''}: ${entry.action} (${entry.outcome}) on ${entry.targetName ?? entry.targetKind ?? '–'}`,
    ...(entry.ticketNumber ? [`Ticket #${entry.ticketNumber}`] : []),
    ...(entry.reason ? [`Reason: ${entry.reason}`] : []),
    ...effectsOf(entry).map(({ label, before, after }) => `${label}: ${before} → ${after}`),
    `Request ${entry.requestId ?? '–'}`,
  ].join('\n')

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-2 py-0.5">
      <dt className="text-text-3">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}

/** One entry opened: what changed, who and how, and its place in the row. */
export function AuditEntry({ entry }: { entry: AuditDetail }) {
  const effects = effectsOf(entry)
  return (
    <div className="grid gap-4 px-4 py-3 nav:grid-cols-[minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,0.8fr)]">
      <section>
        <h3 className="mb-1">What changed</h3>
        {effects.length ? <EffectTable effects={effects} caption="What changed" /> : <p className="text-text-2">{entry.outcome === 'denied' ? 'Nothing: it was refused.' : 'Nothing on a record.'}</p>}
        {entry.reason && <p className="mt-2 text-text-2 text-pretty wrap-anywhere">“{entry.reason}”</p>}
      </section>
      <section>
        <h3 className="mb-1">Who and how</h3>
        <dl>
          <Fact label="By">
            {entry.actorName}
            {entry.role && `, ${entry.role} today`}
          </Fact>
          <Fact label="At">
            <Time at={entry.at} style="precise" />
          </Fact>
          <Fact label="Action">
            <code className="mono">{entry.action}</code>
          </Fact>
          <Fact label="From">{entry.ip ?? 'not known'}</Fact>
          <Fact label="Request">
            <code className="mono">{entry.requestId ?? '–'}</code>
          </Fact>
        </dl>
      </section>
      <section>
        <h3 className="mb-1">Beside it</h3>
        <ul>
          {entry.neighbours.map(({ seq, action }) => (
            <li key={seq}>
              <Link href={`/audit?open=${seq}`} prefetch={false} className="inline-block min-h-6 text-accent hover:underline">
                <span className="mono">{seq}</span> {actionWords(action)}
              </Link>
            </li>
          ))}
        </ul>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <CopyButton text={asText(entry)} label="Copy as text" />
          {entry.ticketNumber && (
            <Link href={`/tickets/${entry.ticketNumber}/verdict`} className="text-accent hover:underline">
              Open #{entry.ticketNumber}
            </Link>
          )}
        </div>
      </section>
    </div>
  )
}

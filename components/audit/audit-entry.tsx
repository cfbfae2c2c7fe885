import { Check, CircleX, Clock } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EffectTable } from '@/components/recovery/effect-table'
import { CopyButton } from '@/components/ui/copy-button'
import { Time } from '@/components/ui/time'
import type { AuditDetail } from '@/lib/services/audit/schema'
import { cn } from '@/components/ui/cn'
import { actionWords, shortHash } from './audit-words'

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
    `Hash ${entry.hash}`,
    entry.text,
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
          {entry.strength && <Fact label="Proof">{`${entry.strength}${entry.stepUpId ? ', for this action' : ''}`}</Fact>}
          {entry.onBehalfOf && <Fact label="For">{entry.onBehalfOf}</Fact>}
          {entry.approvals.map((approval, index) => (
            <Fact key={index} label="Agreed by">
              {Object.values(approval).join(', ')}
            </Fact>
          ))}
          <Fact label="From">{entry.ip ?? 'not known'}</Fact>
          <Fact label="Request">
            <code className="mono">{entry.requestId ?? '–'}</code>
            {entry.appVersion && ` v ${entry.appVersion}`}
          </Fact>
        </dl>
      </section>
      <section>
        <h3 className="mb-1">Proof</h3>
        <Chain entry={entry} />
        <Proof entry={entry} />
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

/** The entry between its neighbours, each with its hash. */
function Chain({ entry }: { entry: AuditDetail }) {
  const places = [...entry.neighbours, { seq: entry.seq, action: entry.action, hash: entry.hash }].sort((a, b) => Number(a.seq) - Number(b.seq))
  return (
    <ol className="divide-y divide-line rounded-control border border-line bg-surface">
      {places.map(({ seq, action, hash }) => (
        <li key={seq} className={cn('flex min-h-8 flex-wrap items-center gap-x-3 px-3', seq === entry.seq && (entry.proof.own ? 'bg-ok-soft font-medium' : 'bg-danger-soft font-medium'))}>
          {seq === entry.seq ? (
            <span className="mono">{seq}</span>
          ) : (
            <Link href={`/audit?open=${seq}`} prefetch={false} className="mono inline-block min-h-6 text-accent hover:underline" aria-label={`Entry ${seq}: ${actionWords(action)}`}>
              {seq}
            </Link>
          )}
          <span className="mono">
            {shortHash(hash)} … {hash.slice(-4)}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Line({ ok, children }: { ok: boolean | null; children: ReactNode }) {
  const Icon = ok === null ? Clock : ok ? Check : CircleX
  return (
    <li className={cn('flex gap-1.5', ok === false && 'font-medium text-danger')}>
      <Icon aria-hidden className={cn('mt-0.75 size-3.5 flex-none', ok ? 'text-ok' : ok === null ? 'text-text-3' : 'text-danger')} />
      <span>{children}</span>
    </li>
  )
}

/** What can be said of this entry by its own hash, its neighbours and its anchor. */
function Proof({ entry: { seq, hash, proof, anchor } }: { entry: AuditDetail }) {
  const short = hash.slice(0, 4)
  return (
    <ul className="mt-2 grid gap-1 text-meta text-text-2">
      <Line ok={proof.own}>{proof.own ? `Its text hashes to ${short}.` : 'Its text does not hash to its hash: one of them was changed.'}</Line>
      {proof.before !== null && <Line ok={proof.before}>{proof.before ? `It carries the hash of ${Number(seq) - 1}.` : `It does not carry the hash of ${Number(seq) - 1}.`}</Line>}
      {proof.after !== null && <Line ok={proof.after}>{proof.after ? `${Number(seq) + 1} carries its hash.` : `${Number(seq) + 1} does not carry its hash.`}</Line>}
      <Line ok={anchor ? true : null}>
        {anchor ? (
          <>
            Under the anchor of <Time at={anchor.at} style="precise" />, at entry {anchor.seq}.
          </>
        ) : (
          'Not under an anchor yet: the next is due within the hour.'
        )}
      </Line>
    </ul>
  )
}

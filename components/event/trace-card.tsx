import { Clock } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { apartWords } from './clock-words'

export type SpanItem = { id: string; hop: string; host: string | null; service: string | null; version: string | null; startMs: number; durationMs: number | null; offsetMs: number; corrected: boolean; known: { against: string; uncertaintyMs: number; attempts: number } | null; refused: boolean; label: string | null }
export type TraceItem = { totalMs: number; spans: readonly SpanItem[]; missing: readonly string[]; gaps: readonly string[] }

export const HOP_TITLES: Readonly<Record<string, string>> = { browser: 'Browser', edge: 'Edge', gateway: 'Gateway', auth: 'Auth service', user_store: 'User store', idp: 'Identity provider', mail: 'Mail and SMS', api: 'API' }

const COLUMNS = 'grid-cols-[minmax(0,104px)_minmax(0,1fr)_56px] nav:grid-cols-[180px_64px_minmax(200px,1fr)_72px]'
const ms = (value: number) => (value >= 10_000 ? `${Math.round(value / 1000)} s` : `${Math.round(value)} ms`)
const offset = (value: number, corrected: boolean) => (corrected ? `${value > 0 ? '+' : '−'}${(Math.abs(value) / 1000).toFixed(2)} s` : 'in step')

/** The hops of one attempt on a corrected axis. Solid: recorded. Dashed: expected, no record. Red: refused here. */
export function Waterfall({ trace }: { trace: TraceItem }) {
  const clocks = trace.spans.filter(({ corrected }) => corrected)
  return (
    <>
      <div role="region" aria-label="Hops, scrolls sideways" tabIndex={0} className="overflow-x-auto px-4 pb-2">
        <div role="table" aria-label="Hops of the attempt" className="nav:min-w-140">
          <div role="row" className={cn('grid h-7 items-center gap-3 text-meta text-text-3', COLUMNS)}>
            <span role="columnheader">Hop</span>
            <span role="columnheader" className="max-nav:hidden">
              Clock
            </span>
            <span role="columnheader" className="flex justify-between">
              <span>0</span>
              <span>{ms(trace.totalMs / 2)}</span>
              <span>{ms(trace.totalMs)}</span>
            </span>
            <span role="columnheader" className="text-right">
              Took
            </span>
          </div>
          {trace.spans.map((span) => (
            <SpanRow key={span.id} span={span} total={trace.totalMs} />
          ))}
          {trace.missing.map((hop) => (
            <div role="row" key={hop} className={cn('grid h-8.5 items-center gap-3 text-text-3', COLUMNS)}>
              <span role="rowheader">{HOP_TITLES[hop] ?? hop}</span>
              <span role="cell" className="max-nav:hidden">
                –
              </span>
              <span role="cell" className="flex h-4.5 w-40 max-w-full items-center justify-center rounded-xs border border-dashed border-control text-meta">
                expected, no record
              </span>
              <span role="cell" className="text-right">
                –
              </span>
            </div>
          ))}
        </div>
      </div>
      {(clocks.length > 0 || trace.gaps.length > 0) && (
        <p className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-meta text-text-2">
          {clocks.length > 0 && (
            <span className="flex gap-1.5">
              <Clock aria-hidden className="mt-0.5 size-3.5 flex-none" />
              <b>Clocks:</b> <span>{clocks.map(({ host, service, hop, offsetMs, known }) => `${apartWords({ clock: host ?? service ?? HOP_TITLES[hop] ?? hop, offsetMs, known })}. `)}Bars are corrected.</span>
            </span>
          )}
          {trace.gaps.map((gap) => (
            <span key={gap}>{gap}</span>
          ))}
        </p>
      )}
    </>
  )
}

function SpanRow({ span, total }: { span: SpanItem; total: number }) {
  const start = (span.startMs / total) * 100
  const width = Math.max(0.8, ((span.durationMs ?? 0) / total) * 100)
  const sub = span.hop === 'user_store'
  return (
    <div role="row" className={cn('grid min-h-8.5 items-center gap-3', COLUMNS, span.refused && '-mx-4 bg-blocked px-4')}>
      <span role="rowheader" className={cn('min-w-0', sub && 'pl-3.5')}>
        <b>{HOP_TITLES[span.hop] ?? span.hop}</b> <span className="text-meta wrap-anywhere text-text-3">{[span.host, span.version].filter(Boolean).join(', ')}</span>
      </span>
      <span role="cell" className={cn('text-meta text-text-3 max-nav:hidden', span.corrected && 'font-medium text-warn')}>
        {offset(span.offsetMs, span.corrected)}
      </span>
      <span role="cell" className="relative block">
        <svg aria-hidden viewBox="0 0 100 12" preserveAspectRatio="none" className="h-3 w-full">
          <rect x={Math.min(99, start)} width={Math.min(100 - Math.min(99, start), width)} height="12" rx="0.5" className={span.refused ? 'fill-danger' : 'fill-accent opacity-60'} />
        </svg>
        {span.label && <span className={cn('block text-meta wrap-anywhere text-text-2', span.refused && 'font-medium text-danger')}>{span.label}</span>}
      </span>
      <span role="cell" className={cn('text-right', span.refused && 'text-danger')}>
        {span.durationMs === null ? '–' : ms(span.durationMs)}
      </span>
    </div>
  )
}

export type SaidProps = { saw: string | null; where: string | null; logged: string; by: string; rule: string | null; ruleNote: string | null }

/** What the person saw, what the log says, and the rule that fired, side by side: a contradiction is shown, not resolved. */
export function SaidAgainstLogged({ saw, where, logged, by, rule, ruleNote }: SaidProps) {
  return (
    <dl className="grid gap-px border-b border-line bg-line nav:grid-cols-3 [&>div]:bg-surface [&>div]:px-4 [&>div]:py-2.5 [&_dt]:text-meta [&_dt]:text-text-3">
      <div>
        <dt>They saw</dt>
        <dd className="font-medium wrap-anywhere">{saw ?? '–'}</dd>
        <dd className="text-meta wrap-anywhere text-text-2">{where}</dd>
      </div>
      <div>
        <dt>The log says</dt>
        <dd className="mono font-medium wrap-anywhere">{logged}</dd>
        <dd className="text-meta text-text-2">{by}</dd>
      </div>
      <div className={rule ? 'bg-blocked!' : undefined}>
        <dt>The rule that fired</dt>
        <dd className={cn('mono font-medium wrap-anywhere', rule && 'text-danger')}>{rule ?? 'not logged'}</dd>
        <dd className="text-meta wrap-anywhere text-text-2">{ruleNote ?? (rule ? '' : 'A log that names no rule is itself a finding.')}</dd>
      </div>
    </dl>
  )
}

const PRINTED = 4000

/** A record of JSON with a line for each of its fields, anything else as it came. */
function printed(raw: string): string {
  if (raw.length > PRINTED || !raw.startsWith('{')) return raw.slice(0, PRINTED)
  try {
    return JSON.stringify(JSON.parse(raw), null, 1).split('\n').slice(1, -1).map((line) => line.replace(/^ /, '')).join('\n')
  } catch {
    return raw
  }
}

/** Raw records, the one that decided unfolded, redacted before they were stored. Text only: whatever stands in a line stays inert. */
export function LogLines({ lines }: { lines: readonly { id: string; title: string; said: string; open: boolean; raw: string }[] }) {
  return (
    <Card>
      <div className="flex min-h-10 items-center border-b border-line px-4">
        <h2>Log lines</h2>
        <span className="ml-auto text-meta text-text-3">redacted before storing</span>
      </div>
      <ul className="divide-y divide-line">
        {lines.map(({ id, title, said, open, raw }) => (
          <li key={id}>
            <details open={open} className="group px-4 py-2">
              <summary className="cursor-pointer">
                <span className="text-meta text-text-3">{title}</span> <span className="wrap-anywhere group-open:hidden">{said}</span>
              </summary>
              <pre className="mono mt-1 leading-5 wrap-anywhere whitespace-pre-wrap">{printed(raw)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}

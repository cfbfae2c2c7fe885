import { CircleCheck, CircleDashed, CircleX, Lock, TriangleAlert } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { distance } from '@/components/ui/distance'
import { TierBadge } from '@/components/ui/tier-badge'
import { Time } from '@/components/ui/time'

export type GateItem = { gate: string; state: 'passes' | 'near' | 'blocks' | 'not_reached' | 'unknown'; why: string; detail: string | null; until: string | null; clears: { text: string; tier: number | null } | null }

const TITLES: Readonly<Record<string, string>> = { address: 'Address limit', account: 'Account', lock: 'Soft lock', password: 'Password', factor: 'Second factor', session: 'Session' }
const STATES = {
  passes: { word: 'Passes', icon: CircleCheck, tone: 'text-ok' },
  near: { word: 'Near limit', icon: TriangleAlert, tone: 'text-warn' },
  blocks: { word: 'Blocks', icon: CircleX, tone: 'text-danger' },
  not_reached: { word: 'Not reached', icon: CircleDashed, tone: 'text-text-3' },
  unknown: { word: 'Not known', icon: CircleDashed, tone: 'text-text-3' },
} as const
const COLUMNS = 'nav:grid-cols-[20px_108px_88px_minmax(0,1fr)_124px_176px]'

/** The effective access state as gates, in the order in which a sign-in meets them. */
export function AccessCard({ title, summary, blocks, gates, now, end }: { title: string; summary: string; blocks: number; gates: readonly GateItem[]; now: string; end?: React.ReactNode }) {
  return (
    <Card aria-label="Access state">
      <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <span className={cn('grid size-8 flex-none place-items-center rounded-control border', blocks ? 'border-danger-line bg-danger-soft text-danger' : 'border-ok-line bg-ok-soft text-ok')}>
          {blocks ? <Lock aria-hidden className="size-4" /> : <CircleCheck aria-hidden className="size-4" />}
        </span>
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-state tracking-tight">{title}</h2>
          <p className="text-text-2 text-pretty">{summary}</p>
        </div>
        {end}
      </div>
      <div role="table" aria-label="Gates of a sign-in">
        <div role="row" className={cn('hidden gap-3 border-b border-line px-4 py-1.5 text-meta text-text-3 nav:grid', COLUMNS)}>
          <span aria-hidden />
          {['Gate', 'State', 'Why', 'Until', 'What clears it'].map((head) => (
            <span key={head} role="columnheader">
              {head}
            </span>
          ))}
        </div>
        {gates.map((gate, index) => (
          <GateRow key={gate.gate} gate={gate} now={now} line={index === gates.length - 1 ? 'none' : gate.state === 'passes' || gate.state === 'near' ? 'solid' : 'dashed'} />
        ))}
      </div>
    </Card>
  )
}

/** A line joins the gates; from the first that blocks it is dashed: what follows is not reached. */
function GateRow({ gate, now, line }: { gate: GateItem; now: string; line: 'solid' | 'dashed' | 'none' }) {
  const { word, icon: Icon, tone } = STATES[gate.state]
  const blocked = gate.state === 'blocks'
  const faint = gate.state === 'not_reached'
  return (
    <div role="row" className={cn('relative grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 border-b border-line px-4 py-2 last:border-b-0', COLUMNS, blocked && 'bg-blocked')}>
      <Icon aria-hidden className={cn('mt-0.5 size-4', tone)} />
      {line !== 'none' && <span aria-hidden className={cn('absolute top-7.5 -bottom-2 left-[23.5px] border-l border-control', line === 'dashed' && 'border-dashed')} />}
      <span role="rowheader" className={cn('font-medium', blocked && 'font-semibold', faint && 'font-normal text-text-3')}>
        {TITLES[gate.gate] ?? gate.gate}
      </span>
      <span role="cell" className={cn(blocked && 'font-medium text-danger', gate.state === 'near' && 'text-warn', faint && 'text-text-3')}>
        {word}
      </span>
      <span role="cell" className="text-pretty max-nav:col-span-2 max-nav:col-start-2">
        <span className={cn(faint && 'text-text-2')}>{gate.why}</span>
        {gate.detail && blocked && <span className="block text-meta text-text-2">{gate.detail}</span>}
      </span>
      <span role="cell" className="max-nav:col-span-2 max-nav:col-start-2">
        {gate.until ? (
          <>
            <b>
              <Time at={gate.until} />
            </b>
            <span className="block text-meta text-text-2">{distance(gate.until, now)}</span>
          </>
        ) : blocked ? (
          'No end set'
        ) : (
          <span className="max-nav:hidden">–</span>
        )}
      </span>
      <span role="cell" className="max-nav:col-span-2 max-nav:col-start-2">
        {gate.clears ? (
          <>
            {gate.clears.text}
            {gate.clears.tier !== null && (
              <span className="mt-0.5 block">
                <TierBadge tier={gate.clears.tier} />
              </span>
            )}
          </>
        ) : (
          <span className="max-nav:hidden">–</span>
        )}
      </span>
    </div>
  )
}

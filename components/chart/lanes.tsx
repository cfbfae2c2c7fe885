import { number } from '@/lib/core/number'
import type { Lanes, ServiceLane } from '@/lib/services/changes/schema'
import { Drawing, TimeAxis } from './drawing'
import { LanesTable } from './lanes-table'
import { box, DAY, MINUTE } from './scale'

const WIDTH = 1110
const LEFT = 150
const RIGHT = 1010
const LANE = 29
const STRIP = 25
const TOP = 20
const HOUR = 3_600_000
/** Of 11 px text: about how many characters a segment has room for. */
const fits = (text: string, room: number) => (text.length * 6 + 12 <= room ? text : '')
const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** What the first change of the list brought: its reasons from its time on; none named means all. */
export type Brought = { at: string; until: string | null; reasons: readonly string[] }

type Props = { title: string; lanes: Lanes; now: string; brought: Brought | null; several: boolean }

/** Failures by reason, each on its own scale, over what each service ran meanwhile. The numbers are those of the list; a table stands behind. */
export function LanesChart({ title, lanes, now, brought, several }: Props) {
  const { reasons, services, hoursPerBar } = lanes
  const first = Date.parse(lanes.start)
  const count = reasons[0]?.counts.length ?? 1
  const span = Math.max(1, Date.parse(now) - first)
  const x = (at: string) => LEFT + Math.min(1, Math.max(0, (Date.parse(at) - first) / span)) * (RIGHT - LEFT)
  const bar = (index: number) => new Date(first + index * hoursPerBar * HOUR).toISOString()
  const foot = TOP + reasons.length * LANE + 12
  const bottom = foot + services.length * STRIP
  const days = daysOf(first, Date.parse(now))
  const labels = days.flatMap((at, index) => (index % Math.ceil(days.length / 7) === 0 && x(at) < RIGHT - 80 ? [{ x: x(at), text: DAY.format(new Date(at)) }] : []))
  const hot = brought && services.findIndex(({ steps }) => steps.some(({ rank }) => rank === 1))
  return (
    <figure className="px-4 pt-2 pb-2">
      <Drawing title={title} width={WIDTH} height={bottom + 22} least="min-w-220">
        <text x="0" y="12" className="font-semibold">
          Failures, own scales
        </text>
        <text x={RIGHT + 10} y="12">
          in all
        </text>
        {brought && typeof hot === 'number' && hot >= 0 && <line x1={x(brought.at)} x2={x(brought.at)} y1={TOP} y2={foot + hot * STRIP + 10} className="stroke-fail-same" strokeWidth="1.5" />}
        {reasons.map(({ reason, counts, total }, lane) => {
          const base = TOP + (lane + 1) * LANE - 4
          const top = Math.max(1, ...counts)
          // One path for all bars of a kind: a bar of its own each would be most of the page.
          const bars = (drawn: (index: number) => boolean) =>
            counts.map((value, index) => (value > 0 && drawn(index) ? box(x(bar(index)) + 0.5, x(bar(index + 1)) - x(bar(index)) - 1, base - Math.max(1, (value / top) * (LANE - 8)), base) : '')).join('')
          const mine = (index: number) => brought !== null && (brought.reasons.length === 0 || brought.reasons.includes(reason)) && bar(index + 1) > brought.at && (brought.until === null || bar(index) < brought.until)
          return (
            <g key={reason}>
              <text x="12" y={base - 4}>
                {short(reason, 22)}
              </text>
              <line x1={LEFT} x2={RIGHT} y1={base + 0.5} y2={base + 0.5} className="stroke-line" />
              <path d={bars((index) => !mine(index))} className="fill-fail-other" />
              <path d={bars(mine)} className="fill-fail-same" />
              <text x={RIGHT + 10} y={base - 4}>
                {number(total)}
              </text>
            </g>
          )
        })}
        {services.map((lane, index) => (
          <Strip key={`${lane.environment} ${lane.service}`} lane={lane} y={foot + index * STRIP} x={x} several={several} />
        ))}
        <line x1={LEFT} x2={RIGHT} y1={bottom + 3.5} y2={bottom + 3.5} className="stroke-line-strong" />
        <TimeAxis labels={labels} y={bottom + 18} right={RIGHT} />
      </Drawing>
      <LanesTable lanes={lanes} times={Array.from({ length: count }, (_, index) => bar(index))} />
    </figure>
  )
}

/** Midnights (UTC) within a span. */
function daysOf(from: number, until: number): string[] {
  const first = Math.ceil(from / (24 * HOUR)) * 24 * HOUR
  return Array.from({ length: Math.max(0, Math.ceil((until - first) / (24 * HOUR))) }, (_, day) => new Date(first + day * 24 * HOUR).toISOString())
}

/** One service of one environment: what it ran as segments, its changes as marks. */
function Strip({ lane, y, x, several }: { lane: ServiceLane; y: number; x: (at: string) => number; several: boolean }) {
  const steps = lane.steps.map((step, index) => ({ ...step, left: step.at ? x(step.at) : LEFT, right: x(lane.steps[index + 1]?.at ?? '9999-01-01T00:00:00Z') }))
  const begins = steps[0]?.at ? [] : [LEFT]
  return (
    <g>
      <text x="12" y={y + 14}>
        {short(several ? `${lane.service}, ${lane.environment}` : lane.service, 22)}
      </text>
      {begins.length === 0 && <rect x={LEFT} y={y} width={Math.max(0, (steps[0]?.left ?? RIGHT) - LEFT)} height="19" rx="3" className="fill-sunken" />}
      {steps.map(({ id, label, left, right, rose, at }) => (
        <g key={id}>
          <rect x={left} y={y} width={Math.max(1, right - left - 1)} height="19" rx="3" className={rose ? 'fill-danger-soft stroke-danger-line' : 'fill-sunken stroke-line'} />
          <text x={left + (at ? 14 : 8)} y={y + 13.5}>
            {fits(label, right - left - 14)}
          </text>
        </g>
      ))}
      {steps.map(({ id, rank, at, label, left, rose, state }) =>
        at ? (
          <g key={id}>
            <title>{`${rank ? `${rank}. ` : ''}${lane.service} ${label}, ${MINUTE.format(new Date(at))} UTC${state ? `, ${state}` : ''}`}</title>
            <circle cx={left} cy={y + 9.5} r={rank ? 9 : 4} className={rank === 1 ? 'fill-fail-same' : rose || state === 'suspect' ? 'fill-danger-soft stroke-fail-same' : state === null ? 'fill-accent-soft stroke-accent' : 'fill-surface stroke-text-3'} />
            {rank && (
              <text x={left} y={y + 13.5} textAnchor="middle" className={rank === 1 ? 'fill-surface font-semibold' : 'font-semibold'}>
                {rank}
              </text>
            )}
          </g>
        ) : null,
      )}
    </g>
  )
}

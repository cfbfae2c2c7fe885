import { Drawing, TimeAxis, ValueAxis } from './drawing'
import { FiguresTable } from './figures-table'
import { box, ceiling, DAY, MINUTE } from './scale'

export type TimelineMark = { rank: number; at: string; title: string; hot: boolean }
export type TimelineProps = {
  title: string
  bars: readonly { at: string; same: number; other: number }[]
  hoursPerBar: number
  marks: readonly TimelineMark[]
  window: { from: string; until: string } | null
  legend: { same: string | null; other: string }
  size?: keyof typeof WIDTHS
}

/** Units of the drawing beside a list, and where it has the page to itself: text stays of one size. */
const WIDTHS = { beside: 900, page: 1110 } as const
const LEFT = 40
const TOP = 44
const HEIGHT = 120
/** Room that "now" and the label of a day before it need. */
const LABEL = 88
const short = (at: string) => DAY.format(new Date(at))
const long = (at: string) => MINUTE.format(new Date(at))

/** Failures over time with the changes on them; the window between last worked and first failed is shaded. A table stands behind. */
export function Timeline({ bars, hoursPerBar, marks, window, legend, title, size = 'beside' }: TimelineProps) {
  const right = WIDTHS[size]
  const first = bars[0] ? Date.parse(bars[0].at) : 0
  const span = Math.max(1, bars.length * hoursPerBar * 3_600_000)
  const x = (at: string) => LEFT + Math.min(1, Math.max(0, (Date.parse(at) - first) / span)) * (right - LEFT - 8)
  const top = ceiling(Math.max(1, ...bars.map(({ same, other }) => same + other)))
  const y = (count: number) => TOP + HEIGHT - (count / top) * HEIGHT
  const width = (right - LEFT - 8) / Math.max(1, bars.length)
  // One path for all bars of a kind: a bar of its own each would be a third of the page.
  const paths = (countsOf: (bar: TimelineProps['bars'][number]) => [from: number, to: number]) =>
    bars.map((bar, index) => {
      const [from, to] = countsOf(bar)
      return to > from ? box(LEFT + index * width + 0.5, width - 1, y(to), y(from)) : ''
    }).join('')
  const days = bars.filter(({ at }) => new Date(at).getUTCHours() < hoursPerBar)
  const labelled = days.filter(({ at }, index) => index % Math.ceil(days.length / 7 || 1) === 0 && x(at) < right - LABEL)
  return (
    <figure className="px-4 pt-3 pb-2">
      <Drawing title={title} width={right} height={TOP + HEIGHT + 22}>
        {window && (
          <rect x={x(window.from)} y={TOP} width={Math.max(2, x(window.until) - x(window.from))} height={HEIGHT} className="fill-accent-soft" opacity="0.6" />
        )}
        <ValueAxis values={[0, top / 2, top]} y={y} left={LEFT} right={right - 8} />
        <path d={paths(({ other }) => [0, other])} className="fill-fail-other" />
        <path d={paths(({ same, other }) => [other, other + same])} className="fill-fail-same" />
        {marks.map((mark) => (
          <Mark key={mark.rank} mark={mark} x={x(mark.at)} />
        ))}
        {window && (
          <g className="fill-accent stroke-surface" strokeWidth="4" strokeLinejoin="round" paintOrder="stroke">
            <text x={x(window.from) + 4} y={TOP + 12} className="fill-accent">
              last worked
            </text>
            <text x={x(window.until) - 4} y={TOP + 26} textAnchor="end" className="fill-accent">
              first failed
            </text>
          </g>
        )}
        <TimeAxis labels={labelled.map(({ at }) => ({ x: x(at), text: short(at) }))} y={TOP + HEIGHT + 16} right={right - 8} />
      </Drawing>
      <FiguresTable
        head={['From (UTC)', ...(legend.same ? [legend.same] : []), legend.other]}
        rows={bars.filter(({ same, other }) => same + other > 0).map(({ at, same, other }) => [long(at), ...(legend.same ? [same] : []), other])}
      />
    </figure>
  )
}

function Mark({ mark, x }: { mark: TimelineMark; x: number }) {
  const above = mark.rank % 2 === 1 ? 12 : 32
  return (
    <g>
      <title>{`${mark.rank}. ${mark.title}, ${long(mark.at)} UTC`}</title>
      <line x1={x} x2={x} y1={above + 9} y2={TOP + HEIGHT} className={mark.hot ? 'stroke-fail-same' : 'stroke-text-3'} strokeWidth={mark.hot ? 1.5 : 1} strokeDasharray={mark.hot ? undefined : '3 3'} />
      <circle cx={x} cy={above} r="9" className={mark.hot ? 'fill-fail-same' : 'fill-surface stroke-line-strong'} />
      <text x={x} y={above + 4} textAnchor="middle" className={mark.hot ? 'fill-surface font-semibold' : 'font-semibold'}>
        {mark.rank}
      </text>
    </g>
  )
}

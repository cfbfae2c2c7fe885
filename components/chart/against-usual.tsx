import { figure } from '@/lib/core/number'
import type { Bar } from '@/lib/services/metrics/schema'
import { Drawing, TimeAxis, ValueAxis } from './drawing'
import { FiguresTable } from './figures-table'
import { box, ceiling, DAY, HOUR, MINUTE } from './scale'

const LEFT = 44
const RIGHT = 1110
const TOP = 8
const HEIGHT = 96
/** Room that "now" and the label before it need. */
const LABEL = 96
/** Spreads around the median that still count as usual: what the page says, drawn. */
const BAND = 3

const READINGS: Readonly<Record<Bar['reading'], string>> = { above: 'above usual', below: 'below usual', usual: 'usual', unknown: 'not known' }

/** Bars of a window before what is usual at their hour: its median as a line, three spreads around it as a band. A table stands behind. */
export function AgainstUsual({ bars, title, unit }: { bars: readonly Bar[]; title: string; unit: string }) {
  const limit = ({ usual }: Bar) => (usual ? usual.median + BAND * usual.spread : 0)
  const top = ceiling(Math.max(1, ...bars.map((bar) => Math.max(bar.now, Math.min(limit(bar), 4 * (bar.usual?.median ?? 0) + 4)))))
  const y = (value: number) => TOP + HEIGHT - (Math.min(value, top) / top) * HEIGHT
  const width = (RIGHT - LEFT - 8) / Math.max(1, bars.length)
  const x = (index: number) => LEFT + index * width
  // One path for all bars of a kind: a bar of its own each would be most of the page.
  const paths = (draw: (bar: Bar, index: number) => string | false | null) => bars.map(draw).filter(Boolean).join('')
  const span = bars.length > 1 ? Date.parse(bars.at(-1)?.at ?? '') - Date.parse(bars[0]?.at ?? '') : 0
  const every = Math.ceil(bars.length / 8)
  const label = span < 2 * 86_400_000 ? HOUR : DAY
  const labels = bars.flatMap(({ at }, index) => (index % every === 0 && x(index) < RIGHT - LABEL ? [{ x: x(index), text: label.format(new Date(at)) }] : []))
  return (
    <figure className="px-4 pt-3 pb-2">
      <Drawing title={title} width={RIGHT} height={TOP + HEIGHT + 22}>
        <ValueAxis values={[0, top / 2, top]} y={y} left={LEFT} right={RIGHT - 8} write={figure} />
        <path d={paths((bar, index) => bar.usual && box(x(index), width, y(limit(bar)), y(Math.max(0, bar.usual.median - BAND * bar.usual.spread))))} className="fill-accent-soft" />
        <path d={paths((bar, index) => bar.reading !== 'above' && bar.now > 0 && box(x(index) + 0.5, width - 1, y(bar.now), y(0)))} className="fill-fail-other" />
        <path d={paths((bar, index) => bar.reading === 'above' && box(x(index) + 0.5, width - 1, y(bar.now), y(0)))} className="fill-fail-same" />
        <path d={paths(({ usual }, index) => usual && `M${x(index).toFixed(1)} ${y(usual.median).toFixed(1)}h${width.toFixed(1)}`)} className="fill-none stroke-accent" strokeWidth="1.5" />
        <TimeAxis labels={labels} y={TOP + HEIGHT + 16} right={RIGHT - 8} />
      </Drawing>
      <FiguresTable
        head={['From (UTC)', unit, 'Usual (median)', 'Spread', 'Weeks', 'Reading']}
        rows={bars
          .filter(({ now, usual }) => now > 0 || (usual?.median ?? 0) > 0)
          .map(({ at, now, usual, reading }) => [MINUTE.format(new Date(at)), figure(now), usual ? figure(usual.median) : '–', usual ? figure(usual.spread) : '–', usual?.weeks ?? 0, READINGS[reading]])}
      />
    </figure>
  )
}

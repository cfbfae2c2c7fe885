import type { Bar } from '@/lib/services/metrics/schema'
import { ceiling, DAY, HOUR, MINUTE } from './scale'

const LEFT = 44
const RIGHT = 1110
const TOP = 8
const HEIGHT = 96
/** Room that "now" and the label before it need. */
const LABEL = 96
/** Spreads around the median that still count as usual: what the page says, drawn. */
const BAND = 3

const READINGS: Readonly<Record<Bar['reading'], string>> = { above: 'above usual', below: 'below usual', usual: 'usual', unknown: 'not known' }

const box = (left: number, width: number, top: number, bottom: number) => `M${left.toFixed(1)} ${top.toFixed(1)}h${Math.max(1, width).toFixed(1)}V${bottom.toFixed(1)}h${(-Math.max(1, width)).toFixed(1)}z`

/** A figure as it is read: one digit behind the point where it is small. */
export const figure = (value: number) => value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 1 : 0 })

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
  return (
    <figure className="px-4 pt-3 pb-2">
      <div role="region" tabIndex={0} aria-label={`Chart: ${title}`} className="flex flex-row-reverse overflow-x-auto">
        <svg role="img" aria-label={title} viewBox={`0 0 ${RIGHT} ${TOP + HEIGHT + 22}`} className="block h-auto w-full min-w-180 flex-none">
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line x1={LEFT} x2={RIGHT - 8} y1={y(top * share)} y2={y(top * share)} className="stroke-line" />
              <text x={LEFT - 6} y={y(top * share) + 4} textAnchor="end">
                {figure(top * share)}
              </text>
            </g>
          ))}
          <path d={paths((bar, index) => bar.usual && box(x(index), width, y(limit(bar)), y(Math.max(0, bar.usual.median - BAND * bar.usual.spread))))} className="fill-accent-soft" />
          <path d={paths((bar, index) => bar.reading !== 'above' && bar.now > 0 && box(x(index) + 0.5, width - 1, y(bar.now), y(0)))} className="fill-fail-other" />
          <path d={paths((bar, index) => bar.reading === 'above' && box(x(index) + 0.5, width - 1, y(bar.now), y(0)))} className="fill-fail-same" />
          <path d={paths(({ usual }, index) => usual && `M${x(index).toFixed(1)} ${y(usual.median).toFixed(1)}h${width.toFixed(1)}`)} className="fill-none stroke-accent" strokeWidth="1.5" />
          {bars.map(
            ({ at }, index) =>
              index % every === 0 &&
              x(index) < RIGHT - LABEL && (
                <text key={at} x={x(index)} y={TOP + HEIGHT + 16}>
                  {label.format(new Date(at))}
                </text>
              ),
          )}
          <text x={RIGHT - 8} y={TOP + HEIGHT + 16} textAnchor="end">
            now
          </text>
        </svg>
      </div>
      <details className="text-meta text-text-2">
        <summary className="text-accent">As table</summary>
        <table className="mt-1">
          <thead>
            <tr className="[&_th]:pr-6 [&_th]:text-left [&_th]:font-normal">
              <th>From (UTC)</th>
              <th>{unit}</th>
              <th>Usual (median)</th>
              <th>Spread</th>
              <th>Weeks</th>
              <th>Reading</th>
            </tr>
          </thead>
          <tbody>
            {bars
              .filter(({ now, usual }) => now > 0 || (usual?.median ?? 0) > 0)
              .map(({ at, now, usual, reading }) => (
                <tr key={at} className="[&_td]:pr-6">
                  <td>{MINUTE.format(new Date(at))}</td>
                  <td className="text-right">{figure(now)}</td>
                  <td className="text-right">{usual ? figure(usual.median) : '–'}</td>
                  <td className="text-right">{usual ? figure(usual.spread) : '–'}</td>
                  <td className="text-right">{usual?.weeks ?? 0}</td>
                  <td>{READINGS[reading]}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

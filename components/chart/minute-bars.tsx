import type { Minute } from '@/lib/services/live/schema'
import { ceiling, HOUR } from './scale'

const LEFT = 44
const RIGHT = 1110
const TOP = 8
const HEIGHT = 72
const SLOTS = 60

const percent = ({ failed, decided }: Minute) => (decided === 0 ? '–' : `${Math.round((100 * failed) / decided)}%`)

/** Refusals by minute over the last hour, the minute that goes on last and hollow. A table stands behind. */
export function MinuteBars({ minutes }: { minutes: readonly Minute[] }) {
  const failed = minutes.reduce((sum, minute) => sum + minute.failed, 0)
  const decided = minutes.reduce((sum, minute) => sum + minute.decided, 0)
  const top = ceiling(Math.max(1, ...minutes.map((minute) => minute.failed)))
  const width = (RIGHT - LEFT - 8) / SLOTS
  const x = (index: number) => LEFT + (SLOTS - minutes.length + index) * width
  const y = (value: number) => TOP + HEIGHT - (value / top) * HEIGHT
  const title = `${failed.toLocaleString('en-GB')} records of a refusal in the last ${minutes.length} minutes, ${percent({ at: '', failed, decided })} of those that decided`
  return (
    <figure className="px-4 pt-3 pb-2">
      <figcaption className="pb-2 text-text-2">{title}.</figcaption>
      <div role="region" tabIndex={0} aria-label="Chart: refusals by minute, scrolls sideways" className="flex flex-row-reverse overflow-x-auto">
        <svg role="img" aria-label={title} viewBox={`0 0 ${RIGHT} ${TOP + HEIGHT + 22}`} className="block h-auto w-full min-w-180 flex-none">
          {[0, 1].map((share) => (
            <g key={share}>
              <line x1={LEFT} x2={RIGHT - 8} y1={y(top * share)} y2={y(top * share)} className="stroke-line" />
              <text x={LEFT - 6} y={y(top * share) + 4} textAnchor="end">
                {(top * share).toLocaleString('en-GB')}
              </text>
            </g>
          ))}
          {minutes.map((minute, index) => (
            <rect
              key={minute.at}
              x={(x(index) + 0.5).toFixed(1)}
              y={y(minute.failed).toFixed(1)}
              width={(width - 1).toFixed(1)}
              height={(TOP + HEIGHT - y(minute.failed)).toFixed(1)}
              className={index === minutes.length - 1 ? 'fill-none stroke-fail-same' : 'fill-fail-same'}
            />
          ))}
          {minutes.map(({ at }, index) => index % 10 === 0 && index < SLOTS - 8 && (
            <text key={at} x={x(index)} y={TOP + HEIGHT + 16}>
              {HOUR.format(new Date(at))}
            </text>
          ))}
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
              <th>Minute (UTC)</th>
              <th>Refused</th>
              <th>Decided</th>
              <th>Share</th>
            </tr>
          </thead>
          <tbody>
            {minutes.toReversed().map((minute, index) => (
              <tr key={minute.at} className="[&_td]:pr-6">
                <td>
                  {HOUR.format(new Date(minute.at))}
                  {index === 0 && ', so far'}
                </td>
                <td className="text-right">{minute.failed.toLocaleString('en-GB')}</td>
                <td className="text-right">{minute.decided.toLocaleString('en-GB')}</td>
                <td className="text-right">{percent(minute)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

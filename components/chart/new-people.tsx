import { ceiling, HOUR, MINUTE } from './scale'

const LEFT = 36
const RIGHT = 900
const TOP = 8
const HEIGHT = 110
/** Room that "now" and the label before it need. */
const LABEL = 80

/** How many people were new in each slice of a time, with a table behind. */
export function NewPeople({ from, until, growth, title }: { from: string; until: string; growth: readonly number[]; title: string }) {
  const [first, last] = [Date.parse(from), Date.parse(until)]
  const at = (index: number) => new Date(first + ((last - first) * index) / growth.length)
  const label = last - first < 2 * 86_400_000 ? HOUR : MINUTE
  const top = ceiling(Math.max(1, ...growth))
  const width = (RIGHT - LEFT - 8) / growth.length
  const x = (index: number) => LEFT + index * width
  const y = (value: number) => TOP + HEIGHT - (value / top) * HEIGHT
  const every = Math.ceil(growth.length / (label === HOUR ? 8 : 5))
  return (
    <figure className="px-4 pt-3 pb-2">
      <div role="region" tabIndex={0} aria-label={`Chart: ${title}`} className="overflow-x-auto">
        <svg role="img" aria-label={title} viewBox={`0 0 ${RIGHT} ${TOP + HEIGHT + 22}`} className="block h-auto w-full min-w-150">
          {[...new Set([0, top / 2, top])].filter(Number.isInteger).map((value) => (
            <g key={value}>
              <line x1={LEFT} x2={RIGHT - 8} y1={y(value)} y2={y(value)} className="stroke-line" />
              <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
                {value}
              </text>
            </g>
          ))}
          {growth.map((value, index) => value > 0 && <rect key={index} x={x(index) + 1} y={y(value)} width={width - 2} height={TOP + HEIGHT - y(value)} className="fill-fail-same" />)}
          {growth.map(
            (_, index) =>
              index % every === 0 &&
              x(index) < RIGHT - LABEL && (
                <text key={index} x={x(index)} y={TOP + HEIGHT + 16}>
                  {label.format(at(index))}
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
              <th>New people</th>
            </tr>
          </thead>
          <tbody>
            {growth.map(
              (value, index) =>
                value > 0 && (
                  <tr key={index} className="[&_td]:pr-6">
                    <td>{MINUTE.format(at(index))}</td>
                    <td className="text-right">{value}</td>
                  </tr>
                ),
            )}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

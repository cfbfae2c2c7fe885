import { Drawing, TimeAxis, ValueAxis } from './drawing'
import { FiguresTable } from './figures-table'
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
  const labels = growth.flatMap((_, index) => (index % every === 0 && x(index) < RIGHT - LABEL ? [{ x: x(index), text: label.format(at(index)) }] : []))
  return (
    <figure className="px-4 pt-3 pb-2">
      <Drawing title={title} width={RIGHT} height={TOP + HEIGHT + 22} shows="beginning">
        <ValueAxis values={[...new Set([0, top / 2, top])].filter(Number.isInteger)} y={y} left={LEFT} right={RIGHT - 8} />
        {growth.map((value, index) => value > 0 && <rect key={index} x={x(index) + 1} y={y(value)} width={width - 2} height={TOP + HEIGHT - y(value)} className="fill-fail-same" />)}
        <TimeAxis labels={labels} y={TOP + HEIGHT + 16} right={RIGHT - 8} />
      </Drawing>
      <FiguresTable head={['From (UTC)', 'New people']} rows={growth.flatMap((value, index) => (value > 0 ? [[MINUTE.format(at(index)), value] as const] : []))} />
    </figure>
  )
}

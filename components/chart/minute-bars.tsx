import { number } from '@/lib/core/number'
import type { Minute } from '@/lib/services/live/schema'
import { Drawing, TimeAxis, ValueAxis } from './drawing'
import { FiguresTable } from './figures-table'
import { ceiling, HOUR } from './scale'

const LEFT = 44
const RIGHT = 1110
const TOP = 8
const HEIGHT = 72
const SLOTS = 60

const percent = ({ failed, decided }: Minute) => (decided === 0 ? '–' : `${Math.round((100 * failed) / decided)}%`)
const hour = (at: string) => HOUR.format(new Date(at))

/** Refusals by minute over the last hour, the minute that goes on last and hollow. A table stands behind. */
export function MinuteBars({ minutes }: { minutes: readonly Minute[] }) {
  const failed = minutes.reduce((sum, minute) => sum + minute.failed, 0)
  const decided = minutes.reduce((sum, minute) => sum + minute.decided, 0)
  const top = ceiling(Math.max(1, ...minutes.map((minute) => minute.failed)))
  const width = (RIGHT - LEFT - 8) / SLOTS
  const x = (index: number) => LEFT + (SLOTS - minutes.length + index) * width
  const y = (value: number) => TOP + HEIGHT - (value / top) * HEIGHT
  const title = `${number(failed)} records of a refusal in the last ${minutes.length} minutes, ${percent({ at: '', failed, decided })} of those that decided`
  const labels = minutes.flatMap(({ at }, index) => (index % 10 === 0 && index < SLOTS - 8 ? [{ x: x(index), text: hour(at) }] : []))
  return (
    <figure className="px-4 pt-3 pb-2">
      <figcaption className="pb-2 text-text-2">{title}.</figcaption>
      <Drawing title={title} width={RIGHT} height={TOP + HEIGHT + 22}>
        <ValueAxis values={[0, top]} y={y} left={LEFT} right={RIGHT - 8} write={number} />
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
        <TimeAxis labels={labels} y={TOP + HEIGHT + 16} right={RIGHT - 8} />
      </Drawing>
      <FiguresTable
        head={['Minute (UTC)', 'Refused', 'Decided', 'Share']}
        rows={minutes.toReversed().map((minute, index) => [`${hour(minute.at)}${index === 0 ? ', so far' : ''}`, number(minute.failed), number(minute.decided), percent(minute)])}
      />
    </figure>
  )
}

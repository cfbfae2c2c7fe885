import { FiguresTable } from './figures-table'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const short = (day: string) => DAY.format(new Date(day))

/** Sign-ins and failures by day, with a table behind. Server-drawn; no library. */
export function DayBars({ days }: { days: readonly { day: string; good: number; failed: number }[] }) {
  const top = Math.max(1, ...days.map(({ good, failed }) => good + failed))
  const height = (count: number) => (count / top) * 44
  return (
    <figure>
      <svg role="img" aria-label={`Attempts by day: ${days.map(({ day, good, failed }) => `${short(day)} ${good} good ${failed} failed`).join('; ')}`} viewBox="0 0 290 68" className="h-auto w-full max-w-85">
        <line x1="0" x2="290" y1="48.5" y2="48.5" className="stroke-line-strong" />
        {days.map(({ day, good, failed }, index) => (
          <g key={day}>
            <rect x={index * 20 + 4} y={48 - height(good)} width="12" height={height(good)} className="fill-text-3" />
            <rect x={index * 20 + 4} y={48 - height(good) - height(failed) - (good ? 1 : 0)} width="12" height={height(failed)} className="fill-fail-same" />
          </g>
        ))}
        <text x="2" y="63">
          {days[0] ? short(days[0].day) : ''}
        </text>
        <text x="286" y="63" textAnchor="end">
          today
        </text>
      </svg>
      <FiguresTable head={['Day', 'Signed in', 'Failed']} rows={days.map(({ day, good, failed }) => [short(day), good, failed])} />
    </figure>
  )
}

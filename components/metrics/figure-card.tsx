import { ArrowDown, ArrowUp, CircleDashed, Minus } from 'lucide-react'
import { AgainstUsual } from '@/components/chart/against-usual'
import { Card, CardHead } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { figure } from '@/lib/core/number'
import type { Against, Bar, Part } from '@/lib/services/metrics/schema'

const READINGS = {
  above: { tone: 'danger', icon: ArrowUp, words: 'Above usual' },
  below: { tone: 'warn', icon: ArrowDown, words: 'Below usual' },
  usual: { tone: 'plain', icon: Minus, words: 'Usual' },
  unknown: { tone: 'plain', icon: CircleDashed, words: 'Usual not known yet' },
} as const

function Reading({ against }: { against: Against }) {
  const { tone, icon: Icon, words } = READINGS[against.reading]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {words}
    </Chip>
  )
}

const usualWords = ({ usual }: Against, unit: string) => (usual ? `usual ${figure(usual.median)}${unit} ± ${figure(usual.spread)}, from ${usual.weeks} ${usual.weeks === 1 ? 'week' : 'weeks'}` : 'no earlier week to compare with')

/** One kind of trouble over the window: its sum and what is usual, the chart with its table, and what it is made of. */
export function FigureCard({ id, title, what, total, bars, bar, unit, measure, parts }: { id: string; title: string; what: string; total: Against; bars: readonly Bar[]; bar: string; unit: string; measure: string; parts: readonly { title: string; rows: readonly Part[]; none: string }[] }) {
  const finding = `${title}: ${figure(total.now)}${unit}, ${usualWords(total, unit)}`
  return (
    <Card className="mb-3" aria-labelledby={id}>
      <CardHead id={id} title={finding} icon={<Reading against={total} />} end={`per ${bar}`} />
      <p className="px-4 pt-2 text-text-2">{what}</p>
      <AgainstUsual bars={bars} title={`${finding}, per ${bar}`} unit={measure} />
      <div className="grid items-start gap-x-8 gap-y-3 px-4 pb-3 nav:grid-cols-2">
        {parts.map((part) => (
          <PartTable key={part.title} {...part} unit={unit} measure={measure} />
        ))}
      </div>
    </Card>
  )
}

function PartTable({ title, rows, none, unit, measure }: { title: string; rows: readonly Part[]; none: string; unit: string; measure: string }) {
  if (rows.length === 0) return null
  return (
    <table className="w-full">
      <thead>
        <tr className="h-8 text-meta text-text-3 [&_th]:font-normal">
          <th className="text-left">{title}</th>
          <th className="pl-3 text-right">{measure}</th>
          <th className="pl-3 text-right">Usual</th>
          <th className="pl-4 text-left">Reading</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className="h-8 border-t border-line">
            <td className="wrap-anywhere">{row.name ? <span className="mono">{row.name}</span> : none}</td>
            <td className="pl-3 text-right whitespace-nowrap">{`${figure(row.now)}${unit}`}</td>
            <td className="pl-3 text-right whitespace-nowrap text-text-2">{row.usual ? `${figure(row.usual.median)}${unit} ± ${figure(row.usual.spread)}` : '–'}</td>
            <td className="pl-4">
              <Reading against={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { Card, CardHead } from '@/components/ui/card'
import { TierBadge } from '@/components/ui/tier-badge'

export type PolicyRow = { title: string; tier: number; verification: string; secondPerson: boolean; stepUp: boolean; delayHours: number; watchHours: number }
export type RaiseRow = { words: string; why: string; to: number[] }

const CHECKS: Readonly<Record<string, string>> = { none: 'none', one: 'one', two: 'two, of different kinds', proofing: 'a document and another' }
const yes = (on: boolean) => (on ? 'yes' : '–')
const CELL = 'px-4 py-2 align-top'

/** What every recovery asks for, as the policy says it, and what raises it. */
export function PolicyCard({ rows, raises }: { rows: readonly PolicyRow[]; raises: readonly RaiseRow[] }) {
  return (
    <Card>
      <CardHead title="What each recovery asks for" end="on an ordinary day" />
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="What each recovery asks for">
        <table className="w-full text-left">
          <thead className="text-meta text-text-3">
            <tr>
              {['Recovery', 'Tier', 'Checks of the caller', 'You prove yourself', 'Second person', 'Waits', 'Watched'].map((head) => (
                <th key={head} scope="col" className="px-4 py-1.5 font-normal whitespace-nowrap">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-y border-line">
            {rows.map((row) => (
              <tr key={row.title}>
                <th scope="row" className={`${CELL} font-medium`}>
                  {row.title}
                </th>
                <td className={CELL}>
                  <TierBadge tier={row.tier} />
                </td>
                <td className={CELL}>{CHECKS[row.verification]}</td>
                <td className={CELL}>{yes(row.stepUp)}</td>
                <td className={CELL}>{yes(row.secondPerson)}</td>
                <td className={CELL}>{row.delayHours ? `${row.delayHours} h` : '–'}</td>
                <td className={CELL}>{row.watchHours ? `${row.watchHours} h` : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="space-y-1 px-4 py-3 text-text-2">
        {raises.map(({ words, why, to }) => (
          <li key={words}>
            <b className="font-medium text-text">{words.charAt(0).toUpperCase() + words.slice(1)}</b>: {why} <span className="text-text-3">Tier 1 → {to[1]}, 2 → {to[2]}, 3 → {to[3]}.</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

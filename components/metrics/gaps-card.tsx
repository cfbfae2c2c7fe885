import { HOP_TITLES } from '@/components/event/trace-card'
import { Card, CardHead } from '@/components/ui/card'
import { number } from '@/lib/core/number'

type Gap = { service: string | null; hop: string; refusals: number; withoutReason: number; withoutTrace: number; withoutDuration: number }

const of = (count: number, refusals: number) => (count === 0 ? '–' : count === refusals ? 'all' : number(count))

/** What the logs leave out: findings about the system, by service and hop. */
export function GapsCard({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <Card aria-label="What the logs leave out">
      <CardHead title="What the logs leave out" end="refusals of the last 24 hours" />
      {gaps.length === 0 ? (
        <p className="px-4 py-3 text-text-2">Nothing: every refusal has a reason, a trace id and a duration.</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr className="text-left text-meta text-text-3 [&_th]:px-4 [&_th]:py-1.5 [&_th]:font-normal max-nav:[&_th]:px-2">
              <th>Service</th>
              <th className="text-right!">Refusals</th>
              <th className="text-right!">No reason</th>
              <th className="text-right!">No trace id</th>
              <th className="text-right!">No duration</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {gaps.map(({ service, hop, refusals, withoutReason, withoutTrace, withoutDuration }) => (
              <tr key={`${service} ${hop}`} className="[&_td]:px-4 [&_td]:py-1.5 [&_td]:text-right max-nav:[&_td]:px-2 [&_th]:px-4 [&_th]:py-1.5 max-nav:[&_th]:px-2">
                <th scope="row" className="text-left font-normal wrap-anywhere">
                  {service ?? 'no service named'} <span className="text-text-3">{HOP_TITLES[hop] ?? hop}</span>
                </th>
                <td>{number(refusals)}</td>
                <td>{of(withoutReason, refusals)}</td>
                <td>{of(withoutTrace, refusals)}</td>
                <td>{of(withoutDuration, refusals)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="border-t border-line px-4 py-2 text-meta text-pretty text-text-3">Without a reason one refusal cannot be told from another; without a trace id its other hops are found by identifier, address and time alone; without a duration its clock cannot be checked.</p>
    </Card>
  )
}

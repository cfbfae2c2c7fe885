import Link from 'next/link'
import { Card, CardHead } from '@/components/ui/card'
import { Pager } from '@/components/ui/pager'
import { Time } from '@/components/ui/time'
import type { HitCounts, HitPerson } from '@/lib/services/patterns/schema'
import { Parts } from './parts'
import { people } from './pattern-words'

const PARTS = [
  { key: 'in', title: 'In again', note: 'signed in since', fill: 'fill-ok' },
  { key: 'locked', title: 'Soft-locked', note: 'a lock holds them now', fill: 'fill-fail-same' },
  { key: 'refused', title: 'Refused, not locked', note: 'tried last without success', fill: 'fill-fail-other' },
] as const

/** What became of those who are hit: a bar of their parts and the figures. */
export function FateCard({ counts }: { counts: HitCounts }) {
  return (
    <Card aria-label="What became of them" className="px-4 py-3">
      <Parts parts={PARTS.map((part) => ({ ...part, count: counts[part.key] }))} all={counts.people} className="grid grid-cols-3 gap-3" />
    </Card>
  )
}

const NOW: Readonly<Record<HitPerson['now'], string>> = { in: 'In again', locked: 'Soft-locked', refused: 'Refused' }

/** The people themselves, masked, by page. */
export function PeopleCard({ rows, total, first, next }: { rows: readonly HitPerson[]; total: number; first: string | null; next: string | null }) {
  return (
    <Card aria-label="The people" id="people">
      <CardHead title={people(total)} end="by record, masked" />
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-text-2">Nobody with a record here failed in this way within the time that is looked at.</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr className="text-left text-meta text-text-3 [&_th]:px-4 [&_th]:py-1.5 [&_th]:font-normal max-nav:[&_th]:px-2">
              <th>Person</th>
              <th className="text-right!">Tries</th>
              <th>Last failed</th>
              <th>Now</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {rows.map((row) => (
              <tr key={row.accountId} className="[&_td]:px-4 [&_td]:py-1.5 max-nav:[&_td]:px-2">
                <td className="wrap-anywhere">
                  <Link href={`/accounts/${row.accountId}`} prefetch={false} className="font-medium text-accent hover:underline">
                    {row.name ?? 'No name'}
                  </Link>
                  <span className="mono block text-meta text-text-2">{row.email}</span>
                </td>
                <td className="text-right">{row.tries}</td>
                <td>
                  <Time at={row.lastFailedAt} />
                </td>
                <td className={row.now === 'in' ? 'text-ok' : undefined}>{NOW[row.now]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(first || next) && (
        <div className="border-t border-line px-4 pb-2">
          <Pager first={first} next={next} shown={`${rows.length} shown`} />
        </div>
      )}
    </Card>
  )
}

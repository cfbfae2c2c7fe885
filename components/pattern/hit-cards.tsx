import Link from 'next/link'
import { Card, CardHead } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Pager } from '@/components/ui/pager'
import { Time } from '@/components/ui/time'
import type { HitCounts, HitPerson } from '@/lib/services/patterns/schema'
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
      <PartsBar counts={counts} />
      <dl className="mt-2.5 grid grid-cols-3 gap-3">
        {PARTS.map(({ key, title, note, fill }) => (
          <div key={key}>
            <dt className="flex items-center gap-1.5 text-text-2">
              <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 flex-none', fill)}>
                <rect width="10" height="10" rx="2" />
              </svg>
              {title}
            </dt>
            <dd>
              <span className="text-cause font-semibold">{counts[key].toLocaleString('en-GB')}</span>
              <span className="block text-meta text-text-3">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** Their shares on one line. The figures stand below it. */
function PartsBar({ counts }: { counts: HitCounts }) {
  const all = Math.max(1, counts.people)
  const before = (index: number) => PARTS.slice(0, index).reduce((sum, { key }) => sum + counts[key], 0)
  return (
    <svg aria-hidden viewBox="0 0 1000 10" preserveAspectRatio="none" className="block h-2.5 w-full fill-sunken">
      <rect width="1000" height="10" />
      {PARTS.map(({ key, fill }, index) => (
        <rect key={key} x={(1000 * before(index)) / all} width={(1000 * counts[key]) / all} height="10" className={fill} />
      ))}
    </svg>
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

import Link from 'next/link'
import { Card, CardHead } from '@/components/ui/card'
import { Views } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { Time } from '@/components/ui/time'
import { PEOPLE_VIEWS, type BulkView, type PeopleView } from '@/lib/services/bulks/schema'

const TITLES: Readonly<Record<PeopleView, string>> = { waiting: 'To be changed', done: 'Changed', out: 'Not changed' }
const EMPTY: Readonly<Record<PeopleView, string>> = { waiting: 'Nobody waits to be changed.', done: 'Nobody was changed.', out: 'Nobody is left out.' }

/** The people themselves, masked, by page: whom it changes, whom it changed, and whom not and why. */
export function BulkPeople({ bulk, after }: { bulk: BulkView; after: string | undefined }) {
  const { id, view, counts, page } = bulk
  const figures: Readonly<Record<PeopleView, number>> = { waiting: counts.waiting, done: counts.done, out: counts.fine + counts.left_out + counts.not_done }
  const at = (people: PeopleView, next?: string) => `/bulks/${id}?people=${people}${next ? `&after=${next}` : ''}#people`
  return (
    <Card aria-label="The people" id="people">
      <CardHead title="The people" end="by record, masked" />
      <div className="border-b border-line px-4 py-2">
        <Views label="Which of them" items={PEOPLE_VIEWS.map((each) => ({ href: at(each), title: TITLES[each], count: figures[each], current: each === view }))} />
      </div>
      {page.rows.length === 0 ? (
        <p className="px-4 py-3 text-text-2">{EMPTY[view]}</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr className="text-left text-meta text-text-3 [&_th]:px-4 [&_th]:py-1.5 [&_th]:font-normal max-nav:[&_th]:px-2">
              <th>Person</th>
              <th>Own ticket</th>
              <th>{view === 'out' ? 'Why' : view === 'done' ? 'Changed' : 'What becomes of them'}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {page.rows.map((row) => (
              <tr key={row.accountId} className="[&_td]:px-4 [&_td]:py-1.5 max-nav:[&_td]:px-2">
                <td className="wrap-anywhere">
                  <Link href={`/accounts/${row.accountId}`} prefetch={false} className="font-medium text-accent hover:underline">
                    {row.name}
                  </Link>
                  <span className="mono block text-meta text-text-2">{row.email}</span>
                </td>
                <td>
                  {row.ticketNumber ? (
                    <Link href={`/tickets/${row.ticketNumber}/verdict`} prefetch={false} className="text-accent hover:underline">
                      #{row.ticketNumber}
                    </Link>
                  ) : (
                    '–'
                  )}
                </td>
                <td className="text-pretty wrap-anywhere">{view === 'done' && row.at ? <Time at={row.at} /> : (row.why ?? bulk.title)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(after || page.next) && (
        <div className="border-t border-line px-4 pb-2">
          <Pager first={after ? at(view) : null} next={page.next ? at(view, page.next) : null} shown={`${page.rows.length} shown`} />
        </div>
      )}
    </Card>
  )
}

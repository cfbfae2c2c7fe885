import { UserSearch } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { ListHints, Page } from '@/components/shell/app-frame'
import { OverBudgetPage, overBudget } from '@/components/shell/over-budget'
import { Card, Rows } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { Filters, FilterSelect, SearchBox, SearchedFor } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { EmptyState } from '@/components/ui/states'
import { AppError } from '@/lib/core/errors'
import { maskIdentifier } from '@/lib/core/mask'
import { readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { readSearch } from '@/lib/http/search'
import { findAccounts, type AccountRow } from '@/lib/services/accounts/find-accounts'
import { listEnvironments } from '@/lib/services/tickets/list-environments'

export const metadata: Metadata = { title: 'Accounts' }

/** The gravest thing that the list can say of a record. */
function holdOf(account: AccountRow, now: Date): string | null {
  if (account.deletedAt) return 'Deleted'
  if (account.suspendedAt) return 'Suspended'
  if (!account.isActive) return 'Switched off'
  if (account.expiresAt && account.expiresAt <= now) return 'Expired'
  if (account.lockedUntil && account.lockedUntil > now) return 'Locked'
  return account.emailVerifiedAt ? null : 'Not verified'
}

const HOW = { all: 'newest first', exact: 'exact match', alike: 'alike, best first' } as const

export default async function AccountsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { filters: params, q } = readSearch(ctx, '/accounts', await readParams(searchParams))
  const [found, environments] = await Promise.all([findAccounts(ctx, { ...params, q }).catch(overBudget), listEnvironments(ctx)])
  if (found instanceof AppError) return <OverBudgetPage title="Accounts" words={found.message} />
  const { rows, next, how } = found
  return (
    <Page title="Accounts">
      <Filters action="/accounts" sealed>
        <SearchBox label="Search accounts" placeholder="Id, e-mail, name or phone" value={undefined} />
        {q && <SearchedFor text={maskIdentifier(q)} sealed={params.s} clear={withParams('/accounts', params, { s: undefined })} />}
        <FilterSelect name="environment" label="Environment" value={params.environment} any="Any environment" options={environments.map(({ name }) => ({ value: name, label: name }))} />
      </Filters>
      {rows.length ? (
        <Card aria-label="Accounts">
          <Rows>
            {rows.map((account) => {
              const hold = holdOf(account, ctx.now)
              return (
                <li key={account.id} data-row className="relative flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-1.5 hover:bg-hover">
                  <span className="min-w-0 flex-1 basis-60">
                    <Link href={`/accounts/${account.id}`} className="row-link font-medium" prefetch={false}>
                      {account.name}
                    </Link>
                    <span className="block text-meta wrap-anywhere text-text-2">{account.email}</span>
                  </span>
                  {account.privileged && <Chip>Privileged</Chip>}
                  {hold && <Chip tone="danger">{hold}</Chip>}
                  <span className="w-40 text-text-2 max-nav:w-auto">{account.team ?? '–'}</span>
                  <span className="w-24 text-text-2 max-nav:w-auto">{account.environment}</span>
                </li>
              )
            })}
          </Rows>
        </Card>
      ) : (
        <EmptyState icon={UserSearch} title="No record found">
          Nothing under “{maskIdentifier(q ?? '')}”. Try a part of the name, another environment, or the address at which our mails arrive.
        </EmptyState>
      )}
      <Pager first={params.after ? withParams('/accounts', params, {}) : null} next={next ? withParams('/accounts', params, { after: next }) : null} shown={`${rows.length} shown, ${HOW[how]}`} />
      <ListHints />
    </Page>
  )
}

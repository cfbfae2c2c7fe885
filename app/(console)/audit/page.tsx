import { Download, Lock, ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { AuditTable } from '@/components/audit/audit-table'
import { actionWords } from '@/components/audit/audit-words'
import { ChainCard } from '@/components/audit/chain-card'
import { ListHints, Page } from '@/components/shell/app-frame'
import { Filters, FilterSelect, SearchBox, SearchedFor } from '@/components/ui/filters'
import { Pager } from '@/components/ui/pager'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'
import { AppError } from '@/lib/core/errors'
import { maskIdentifier } from '@/lib/core/mask'
import { orNotFound, readParams, withParams, type SearchParams } from '@/lib/http/page'
import { requireAgent } from '@/lib/http/require-agent'
import { readSearch } from '@/lib/http/search'
import { chainState } from '@/lib/services/audit/chain-state'
import { getAudit } from '@/lib/services/audit/get-audit'
import { listAudit, listAuditChoices } from '@/lib/services/audit/list-audit'
import { check } from './actions'

export const metadata: Metadata = { title: 'Audit' }

const OUTCOMES = [
  { value: 'done', label: 'Done' },
  { value: 'denied', label: 'Denied' },
  { value: 'failed', label: 'Failed' },
]

/** Refused is an answer of its own: who may, and whom to ask. */
const refused = (error: unknown) => {
  if (error instanceof AppError && error.code === 'forbidden') return null
  throw error
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAgent()
  const { filters: given, q } = readSearch(ctx, '/audit', await readParams(searchParams))
  const { after, open, ...filters } = given
  const list = await listAudit(ctx, { ...(filters as object), q, cursor: after }).catch(refused)
  if (!list) {
    return (
      <Page title="Audit">
        <EmptyState icon={Lock} title="The audit is for those who act">
          Your role is {ctx.actor.role}. That you asked is in the audit. An administrator can change your role under Settings.
        </EmptyState>
      </Page>
    )
  }
  const [[state, choices] = [], opened] = await Promise.all([list.all ? Promise.all([chainState(ctx), listAuditChoices(ctx)]) : undefined, open ? orNotFound(getAudit(ctx, open)) : null])
  const hrefOf = (seq: string | undefined) => withParams('/audit', filters, { open: seq, after })
  return (
    <Page
      title={list.all ? 'Audit' : 'What you did'}
      end={list.all && (
        <>
          <ButtonLink href={withParams('/audit/export', filters, { format: 'csv' })} prefetch={false}>
            <Download aria-hidden className="size-4" /> Export as CSV
          </ButtonLink>
          <ButtonLink href={withParams('/audit/export', filters, { format: 'ndjson' })} prefetch={false}>
            As NDJSON
          </ButtonLink>
        </>
      )}
    >
      {state && <ChainCard state={state} action={check} />}
      <Filters action="/audit" sealed>
        <SearchBox label="Search the audit" placeholder="Entry, #ticket, person, e-mail" value={undefined} />
        {q && <SearchedFor text={maskIdentifier(q)} sealed={filters.s} clear={withParams('/audit', filters, { s: undefined })} />}
        {choices && <FilterSelect name="actor" label="Who" value={filters.actor} any="Anyone" options={choices.agents.map(({ id, name }) => ({ value: id, label: name }))} />}
        {choices && <FilterSelect name="action" label="Action" value={filters.action} any="Any action" options={choices.actions.map((value) => ({ value, label: actionWords(value) }))} />}
        <FilterSelect name="outcome" label="Outcome" value={filters.outcome} any="Any outcome" options={OUTCOMES} />
        <DayField name="from" label="From" value={filters.from} />
        <DayField name="to" label="To" value={filters.to} />
      </Filters>
      {list.rows.length ? (
        <AuditTable rows={list.rows} opened={opened} hrefOf={hrefOf} />
      ) : (
        <EmptyState icon={ScrollText} title="No entry here" action={<ButtonLink href="/audit">Show all entries</ButtonLink>}>
          {Object.values(filters).some(Boolean) ? 'Nothing in the audit fits these filters.' : 'Nothing has been done yet.'}
        </EmptyState>
      )}
      <Pager first={after ? withParams('/audit', filters, {}) : null} next={list.next ? withParams('/audit', filters, { after: list.next }) : null} shown={`${list.rows.length} shown, newest first. ${list.all ? 'Nobody can change or remove an entry here, administrators included.' : 'Everything that you did and were refused. What colleagues did, approvers read.'}`} />
      <ListHints />
    </Page>
  )
}

function DayField({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="flex items-center gap-1.5 text-meta text-text-2">
      {label}
      <input type="date" name={name} defaultValue={value} className="h-7 rounded-control border border-line-strong bg-surface px-2 text-meta text-text max-nav:h-11" />
    </label>
  )
}

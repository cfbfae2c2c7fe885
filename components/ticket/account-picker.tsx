import { UserSearch } from 'lucide-react'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import type { FormAction } from '@/components/ui/form-state'
import { EmptyState } from '@/components/ui/states'

export type Candidate = { id: string; name: string; email: string; environment: string; team: string | null }

/** Looks for the person's record and ties the ticket to it. The search is an ordinary form; choosing is an action. */
export function AccountPicker({ number, q, candidates, how, action }: { number: number; /** Masked. */ q: string; candidates: readonly Candidate[]; how: string; action: FormAction }) {
  return (
    <Card id="pick">
      <CardHead title="Whose record is it?" end={how === 'exact' ? 'exact match' : how === 'alike' ? 'alike, best first' : ''} />
      <form action="/find" method="post" role="search" className="flex gap-2 border-b border-line px-4 py-3">
        <input type="hidden" name="list" value={`/tickets/${number}/record`} />
        <input type="hidden" name="pick" value="1" />
        <label className="min-w-0 flex-1">
          <span className="sr-only">Id, e-mail, name or phone</span>
          <input name="q" data-search placeholder={q ? `Searched for ${q}` : 'Id, e-mail, name or phone'} className="h-8 w-full rounded-control border border-control bg-surface px-2 max-nav:h-11" />
        </label>
        <Button type="submit">Search</Button>
      </form>
      {candidates.length === 0 ? (
        <EmptyState icon={UserSearch} title="No record found">
          {q ? `Nothing under “${q}” in any environment. Try a part of the name, or ask for the address at which our mails arrive.` : 'Type what the person signs in with.'}
        </EmptyState>
      ) : (
        <Rows>
          {candidates.map(({ id, name, email, environment, team }) => (
            <li key={id} data-row className="relative flex flex-wrap items-center gap-x-3 px-4 py-2 hover:bg-hover">
              <span className="min-w-0 flex-1">
                <b>{name}</b>
                <span className="block text-meta wrap-anywhere text-text-2">
                  {email}
                  {team ? `, ${team}` : ''}
                </span>
              </span>
              <span className="text-text-2">{environment}</span>
              <ActionForm action={action}>
                <input type="hidden" name="number" value={number} />
                <input type="hidden" name="accountId" value={id} />
                <Button type="submit" size="small" aria-label={`This is ${name}, ${environment}`}>
                  This one
                </Button>
              </ActionForm>
            </li>
          ))}
        </Rows>
      )}
    </Card>
  )
}

import { Card, CardHead, Rows } from '@/components/ui/card'
import type { FormAction } from '@/components/ui/form-state'
import { Time } from '@/components/ui/time'
import type { Revealable } from '@/lib/services/reveals/schema'
import { Reveal } from './reveal'

export type ContactItem = { id: string; what: Revealable; title: string; masked: string; since: string | null; until: string | null }

/** Where the person can be reached, masked, with since when; addresses of before are told of every recovery for a month. */
export function ContactCard({ items, ticket, left, action }: { items: readonly ContactItem[]; ticket: number | null; left: string | null; action: FormAction }) {
  return (
    <Card aria-label="Contact data">
      <CardHead title="Contact data" end={left === null ? 'masked' : `masked, ${left}`} />
      {items.length === 0 && <p className="px-4 py-3 text-text-2">Neither an address nor a number is on file.</p>}
      <Rows>
        {items.map((item) => (
          <li key={item.what + item.id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
            <span className="w-24 flex-none text-text-2">{item.title}</span>
            <Reveal className="min-w-0 flex-1" what={item.what} id={item.id} masked={item.masked} name={item.title.toLowerCase()} ticket={ticket} left={left} action={action} />
            <span className="text-meta text-text-3">
              {item.until ? (
                <>
                  until <Time at={item.until} style="day" />
                </>
              ) : item.since ? (
                <>
                  since <Time at={item.since} style="day" />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}

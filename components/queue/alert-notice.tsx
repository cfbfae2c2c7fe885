import Link from 'next/link'
import type { FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { KIND_TITLES, type AlertItem } from '@/lib/services/alerts/schema'
import { SettleAlert } from './settle-alert'

const about = ({ subject, environment, accountId }: AlertItem) => `${subject ?? (accountId ? 'one account' : 'many addresses')}, ${environment}`
const wayOn = ({ accountId, environment }: AlertItem) => (accountId ? { href: `/accounts/${accountId}`, title: 'The account' } : { href: `/events?${new URLSearchParams({ environment, outcome: 'failure' })}`, title: 'The events' })

/** Crowds of failures that look like an attack, or like a fault that looks like one, each with the figures that say so. */
export function AlertNotice({ items, action }: { items: readonly AlertItem[]; action: FormAction | null }) {
  const attacks = items.filter(({ nature }) => nature === 'attack')
  const faults = items.filter(({ nature }) => nature === 'fault')
  return (
    <div className="mb-3 space-y-3">
      {attacks.length > 0 && (
        <Notice tone="danger" title={attacks.length === 1 ? 'Somebody attacks the sign-in' : `${attacks.length} attacks on the sign-in`}>
          <AlertList items={attacks} action={action} />
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice tone="warn" title="This looks like an attack, and is more likely a fault">
          <AlertList items={faults} action={action} />
        </Notice>
      )}
    </div>
  )
}

function AlertList({ items, action }: { items: readonly AlertItem[]; action: FormAction | null }) {
  return (
    <ul className="mt-1 space-y-2">
      {items.map((item) => {
        const { href, title } = wayOn(item)
        return (
          <li key={item.id}>
            <p className="wrap-anywhere">
              <b>{KIND_TITLES[item.kind]}</b> ({about(item)}), since <Time at={item.raisedAt} />, last seen <Time at={item.seenAt} style="time" />. <Link href={href} className="text-accent underline">{title}</Link> · <Link className="text-accent underline" href={`/trends?${new URLSearchParams({ environment: item.environment })}`}>Against the usual</Link>
            </p>
            <p className="text-text-2">{item.because.join(' ')}</p>
            {action && <SettleAlert id={item.id} action={action} />}
          </li>
        )
      })}
    </ul>
  )
}

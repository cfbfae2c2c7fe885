import Link from 'next/link'
import { people } from '@/components/pattern/pattern-words'
import { RECOVERY_ICONS } from '@/components/recovery/reasons'
import { Card, CardHead, Rows } from '@/components/ui/card'
import type { FormAction } from '@/components/ui/form-state'
import { TierBadge } from '@/components/ui/tier-badge'
import { Time } from '@/components/ui/time'
import type { BulkItem, BulkOption } from '@/lib/services/bulks/schema'
import { BulkChip } from './bulk-chip'
import { PrepareForm } from './prepare-form'

type Props = { patternId: string; named: boolean; attack: boolean; options: readonly BulkOption[]; bulks: readonly BulkItem[]; action: FormAction }

/** What can be done for all of a pattern's people at once, and what was. */
export function BulkOptionsCard({ patternId, named, attack, options, bulks, action }: Props) {
  return (
    <Card aria-label="For all of them at once">
      <CardHead title="For all of them at once" end="with a second person" />
      {options.length === 0 && <p className="px-4 py-3 text-pretty text-text-2">{emptyWords(named, attack)}</p>}
      <Rows>
        {options.map((option) => (
          <Option key={option.action} option={option} patternId={patternId} action={action} />
        ))}
        {bulks.map((bulk) => (
          <li key={bulk.id} className="relative space-y-1 px-4 py-2.5 hover:bg-hover">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Link href={`/bulks/${bulk.id}`} prefetch={false} className="row-link font-medium">
                {bulk.title}, {people(bulk.people)}
              </Link>
              <BulkChip state={bulk.state} />
            </span>
            <span className="block text-meta text-text-3">
              <Time at={bulk.at} />, {bulk.by}
            </span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}

function emptyWords(named: boolean, attack: boolean): string {
  if (attack) return 'This looks like an attack: nothing is loosened for many at once. Look at each of them.'
  return named ? 'Nothing on the accounts mends this cause: it is mended where it began.' : 'No cause is named yet on its tickets: nothing fits before that.'
}

function Option({ option, patternId, action }: { option: BulkOption; patternId: string; action: FormAction }) {
  const Icon = RECOVERY_ICONS[option.action]
  return (
    <li className="px-4 py-3">
      <h3 className="flex flex-wrap items-center gap-2">
        <Icon aria-hidden className="size-4 flex-none text-text-2" />
        <span className="min-w-0 flex-1">{option.title}</span>
        <TierBadge tier={option.tier} {...(option.base === option.tier ? {} : { words: `Tier ${option.base}, for many ${option.tier}` })} />
      </h3>
      <p className="mt-1 text-meta text-pretty text-text-2">{option.consequence}</p>
      {option.whyNot ? <p className="mt-2 text-meta text-text-3">{option.whyNot.replace(/\.$/, '')}.</p> : <PrepareForm patternId={patternId} option={option} action={action} />}
    </li>
  )
}

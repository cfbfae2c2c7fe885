import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import type { FormAction } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'

export type Exceeded = { agentId: string; name: string; kind: string; hour: string; at: string }

const WORDS: Readonly<Record<string, string>> = { 'look-up': 'looked up more records', reveal: 'revealed more values' }
const wordsOf = (kind: string) => WORDS[kind] ?? `carried out “${kind.replace('recover:', '').replaceAll('_', ' ')}” more often`

/** Agents who used up a budget: an approver looks, and says so. Nobody settles their own. */
export function ExceededNotice({ items, you, action }: { items: readonly Exceeded[]; you: string; action: FormAction }) {
  return (
    <div className="mb-3">
      <Notice tone="warn" title="Somebody wanted more than an hour of honest work needs">
        <ul className="mt-1 space-y-1">
          {items.map(({ agentId, name, kind, hour, at }) => (
            <li key={agentId + kind + hour} className="flex flex-wrap items-center gap-x-3">
              <span>
                <b>{name}</b> {wordsOf(kind)} than the limit allows, <Time at={at} />.
              </span>
              {agentId !== you && (
                <ActionForm action={action}>
                  <input type="hidden" name="agentId" value={agentId} />
                  <input type="hidden" name="kind" value={kind} />
                  <input type="hidden" name="hour" value={hour} />
                  <Button type="submit" size="small" aria-label={`Seen: ${name}, ${kind}`}>
                    Seen
                  </Button>
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

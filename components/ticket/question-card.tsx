import { ActionForm } from '@/components/ticket/action-form'
import { BucketGlyph } from '@/components/ui/bucket'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { FormAction } from '@/components/ui/form-state'
import { Kbd } from '@/components/ui/kbd'
import { percent } from '@/components/ui/probability'
import { BUCKET_TITLES } from '@/lib/causes/define'
import type { BucketOrNone } from '@/lib/evidence/vocabulary'

export type AnswerOption = { id: string; label: string; note: string; effect: { bucket: BucketOrNone; probability: number; now: number } | null }

/** A question with what each answer would point to, before it is given. One click answers. */
export function QuestionCard({ number, question, ask, why, options, answered, action }: { number: number; question: string; ask: string; why: string; options: readonly AnswerOption[]; answered: string | null; action: FormAction }) {
  return (
    <Card id="question" className="border-accent-line">
      <ActionForm action={action}>
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="question" value={question} />
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
          <h2>{ask}</h2>
          <span className="ml-auto text-meta text-text-3">{answered ? 'answered; another click changes it' : why}</span>
        </div>
        <div className="hidden grid-cols-[minmax(0,1fr)_220px_60px_28px] gap-3 border-b border-line px-4 py-1.5 text-meta text-text-3 nav:grid">
          <span>If they say</span>
          <span>then it points to</span>
          <span className="text-right">now</span>
        </div>
        <ul className="divide-y divide-line">
          {options.map(({ id, label, note, effect }, index) => (
            <li key={id} data-row className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 px-4 py-1.5 hover:bg-hover nav:grid-cols-[minmax(0,1fr)_220px_60px_28px]">
              <span>
                <Button type="submit" name="answer" value={id} kind="ghost" className="row-link h-auto justify-start px-0 text-left font-medium whitespace-normal text-text hover:bg-transparent" data-key={String(index + 1)} data-key-label={label} aria-pressed={answered === id}>
                  <span aria-hidden className="grid size-4 flex-none place-items-center rounded-full border border-control">
                    {answered === id && <span className="size-2 rounded-full bg-accent" />}
                  </span>
                  {label}
                </Button>
                <span className="block pl-5.5 text-meta text-text-2">{note}</span>
              </span>
              <span className="flex items-center gap-1.5 max-nav:text-meta">
                {effect ? (
                  <>
                    <BucketGlyph bucket={effect.bucket} />
                    <span className="max-nav:hidden">{BUCKET_TITLES[effect.bucket]}</span> <b>{percent(effect.probability)}</b>
                  </>
                ) : (
                  <span className="text-text-2">No change</span>
                )}
              </span>
              <span className="hidden text-right text-text-3 nav:block">{effect ? percent(effect.now) : '–'}</span>
              <Kbd>{String(index + 1)}</Kbd>
            </li>
          ))}
        </ul>
      </ActionForm>
    </Card>
  )
}

import type { RecoveryPreview } from '@/lib/services/recoveries/schema'
import { cn } from '@/components/ui/cn'
import { recoverHref } from './reasons'

export type Draft = { common: string; words: string; override: string; confirmed: boolean }
export const EMPTY_DRAFT: Draft = { common: '', words: '', override: '', confirmed: false }

/** The first thing that is missing, in words for the footer; null when the button may be pressed. */
export function missing(preview: RecoveryPreview, draft: Draft): string | null {
  if (preview.whyNot) return preview.whyNot
  if (!preview.possible) return `${preview.because}.`
  if (preview.waiting) return `${preview.waiting.words}.`
  if (preview.caller.missing) return preview.caller.missing
  const reason = [draft.common, draft.words].map((text) => text.trim()).filter(Boolean).join(': ')
  if (reason.length < preview.reasonMin) return 'The reason is missing.'
  if (!preview.fits && draft.override.trim().length < preview.reasonMin) return 'Why it is right against the verdict is missing.'
  return draft.confirmed ? null : 'Tick that you have read what will change.'
}

/** Which factor or block: links, since each choice has a preview, and an address, of its own. */
export function SubjectChoice({ preview, onChoose }: { preview: RecoveryPreview; onChoose?: ((subjectId: string) => void) | undefined }) {
  if (preview.subjects.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{preview.subject === 'factor' ? 'Which factor' : 'Which block'}</legend>
      <ul className="divide-y divide-line rounded-card border border-line-strong">
        {preview.subjects.map(({ id, label, detail }) => {
          const current = id === preview.subjectId
          return (
            <li key={id}>
              <a
                href={recoverHref(preview.ticketNumber, preview.action, id)}
                aria-current={current ? 'true' : undefined}
                onClick={(event) => {
                  if (!onChoose || event.metaKey || event.ctrlKey) return
                  event.preventDefault()
                  onChoose(id)
                }}
                className={cn('flex items-start gap-2.5 px-3 py-2 hover:bg-hover', current && 'bg-accent-soft')}
              >
                <span aria-hidden className={cn('mt-1 size-3 flex-none rounded-full border border-control', current && 'border-4 border-accent')} />
                <span>
                  <span className="block font-medium">{label}</span>
                  <span className="block text-meta text-text-2">{detail}</span>
                </span>
              </a>
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}

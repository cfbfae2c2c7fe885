import { LockKeyhole, Mail, ScrollText, Undo2 } from 'lucide-react'
import type { GateLine, RecoveryPreview } from '@/lib/services/recoveries/schema'
import { EffectTable } from './effect-table'

/** Gates that stay closed: said before the click, so that nobody promises a way in that is not there. */
export function StillBlocked({ gates }: { gates: readonly GateLine[] }) {
  if (gates.length === 0) return null
  return (
    <div className="rounded-card border border-danger-line bg-danger-soft p-3">
      <h3 className="flex items-center gap-2">
        <LockKeyhole aria-hidden className="size-4 text-danger" /> Still blocked after this
      </h3>
      <ul className="mt-1.5 space-y-1">
        {gates.map(({ label, because }) => (
          <li key={label + because} className="text-pretty wrap-anywhere">
            <strong className="font-semibold">{label}.</strong> {because}
          </li>
        ))}
      </ul>
    </div>
  )
}

const iconOf = (text: string) => (/^Audited/.test(text) ? ScrollText : /told at|link goes/i.test(text) ? Mail : Undo2)

/** The right half of the dialog: what will change, what stays closed, what follows. */
export function PreviewPanel({ preview }: { preview: RecoveryPreview }) {
  const after = [...preview.afterwards, preview.undo, preview.mail]
  return (
    <div className="space-y-4 bg-sunken px-5 py-4">
      <section>
        <h2 className="mb-1">What will change</h2>
        {preview.possible ? (
          <EffectTable effects={preview.effects} caption="What will change" />
        ) : (
          <p className="text-text-2">
            <strong className="font-semibold text-text">{preview.because}.</strong> There is nothing to do.
          </p>
        )}
      </section>
      <StillBlocked gates={preview.stillBlocked} />
      {preview.possible && (
        <section>
          <h2 className="mb-1.5">Afterwards</h2>
          <ul className="space-y-1.5 text-text-2">
            {after.map((text) => {
              const Icon = text === preview.mail ? Mail : iconOf(text)
              return (
                <li key={text} className="flex gap-2">
                  <Icon aria-hidden className="mt-0.5 size-4 flex-none text-text-3" />
                  <span className="text-pretty">{text}</span>
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </div>
  )
}

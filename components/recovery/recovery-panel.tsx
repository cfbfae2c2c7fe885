'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice, Skeleton } from '@/components/ui/states'
import { TierBadge } from '@/components/ui/tier-badge'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { FittingRecoveries, RecoveryPreview } from '@/lib/services/recoveries/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'
import type { Draft } from './form-parts'
import { RecoverForm, type RecoverActions } from './recover-form'
import { RecoveryCard, UnfitRecoveries } from './recovery-card'
import { RECOVERY_ICONS } from './reasons'

export type Opened = { preview: RecoveryPreview | null; ways: StepUpWays | null; problem: { title: string; detail: string } | null; idempotencyKey: string }
export type LoadRecovery = (ticketId: string, action: RecoveryAction, subjectId: string | null) => Promise<Opened>

type Props = { ticketId: string; ticketNumber: number; fitting: FittingRecoveries; load: LoadRecovery; actions: RecoverActions }

/** The rail's recoveries with their dialog. The preview is read when the dialog opens: what is seen is what is there. */
export function RecoveryPanel({ ticketId, ticketNumber, fitting, load, actions }: Props) {
  const [action, setAction] = useState<RecoveryAction | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  // What was typed outlives the dialog: Esc and a second look cost nothing.
  const [drafts] = useState(() => new Map<RecoveryAction, Draft>())
  const latest = useRef(0)
  const open = async (next: RecoveryAction, subjectId: string | null) => {
    const turn = ++latest.current
    setAction(next)
    setOpened(null)
    const found = await load(ticketId, next, subjectId).catch(() => ({ preview: null, ways: null, problem: { title: 'It could not be read', detail: 'The console does not answer. Nothing was changed. Close this and try again.' }, idempotencyKey: '' }))
    if (turn === latest.current) setOpened(found)
  }
  const close = () => {
    latest.current += 1
    setAction(null)
  }
  return (
    <section aria-labelledby="recoveries">
      <h2 id="recoveries" className="mb-2">
        {fitting.fit.length || fitting.done ? 'Recoveries that fit' : 'No recovery fits'}
      </h2>
      {fitting.fit.length === 0 && <p className="mb-2 text-text-2">{fitting.done ? 'What fits was done on this ticket.' : fitting.cause ? 'Nothing on the account mends this. See the fix.' : 'Without a verdict no recovery is offered.'}</p>}
      <div className="space-y-2">
        {fitting.fit.map((option, index) => (
          <RecoveryCard key={option.action} option={option} index={index} ticketNumber={ticketNumber} onOpen={(chosen) => void open(chosen.action, null)} />
        ))}
      </div>
      <div className="mt-3">
        <UnfitRecoveries options={fitting.unfit} ticketNumber={ticketNumber} onOpen={(chosen) => void open(chosen.action, null)} />
      </div>
      {action && <RecoveryDialog action={action} opened={opened} actions={actions} drafts={drafts} onClose={close} onChoose={(subjectId) => void open(action, subjectId)} />}
    </section>
  )
}

type DialogProps = { action: RecoveryAction; opened: Opened | null; actions: RecoverActions; drafts: Map<RecoveryAction, Draft>; onClose: () => void; onChoose: (subjectId: string) => void }

function RecoveryDialog({ action, opened, actions, drafts, onClose, onChoose }: DialogProps) {
  const Icon = RECOVERY_ICONS[action]
  const preview = opened?.preview ?? null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      icon={<Icon aria-hidden className="size-4" />}
      title={preview ? `${preview.verb}: ${preview.account.name}` : 'Reading the record'}
      description={preview ? `${preview.account.email}, ${preview.account.environment}, ticket #${preview.ticketNumber}` : 'What would change is read from the record now.'}
      end={preview && <TierBadge tier={preview.need.tier} words={preview.need.words} />}
    >
      {preview && opened?.ways ? (
        <RecoverForm
          key={opened.idempotencyKey}
          preview={preview}
          ways={opened.ways}
          actions={actions}
          idempotencyKey={opened.idempotencyKey}
          draft={drafts.get(action)}
          onDraft={(draft) => drafts.set(action, { ...draft, confirmed: false })}
          onChoose={onChoose}
          cancel={
            <Button hint="Esc" onClick={onClose}>
              Cancel
            </Button>
          }
          close={
            <Button kind="primary" onClick={onClose}>
              Close
            </Button>
          }
        />
      ) : (
        <div className="space-y-3 px-5 py-6">
          {opened?.problem ? (
            <Notice tone="danger" role="alert" title={opened.problem.title}>
              {opened.problem.detail}
            </Notice>
          ) : (
            [1, 2, 3].map((row) => <Skeleton key={row} className={row === 3 ? 'w-1/2' : 'w-full'} />)
          )}
        </div>
      )}
    </Dialog>
  )
}

'use client'

import { useActionState, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox, SelectField, TextArea } from '@/components/ui/field'
import { errorOf, NO_STATE, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { RecoveryPreview, RecoveryResult } from '@/lib/services/recoveries/schema'
import { EMPTY_DRAFT, missing, SubjectChoice, type Draft } from './form-parts'
import { PreviewPanel } from './preview-panel'
import { COMMON_REASONS } from './reasons'
import { ResultPanel } from './result-panel'

export type RecoverState = FormState & { result: RecoveryResult | null }
export type RecoverAction = (before: RecoverState, form: FormData) => Promise<RecoverState>

type Props = {
  preview: RecoveryPreview
  action: RecoverAction
  /** Made when the form was opened: however often it is sent, it acts once. */
  idempotencyKey: string
  cancel: ReactNode
  close: ReactNode
  draft?: Draft | undefined
  onDraft?: (draft: Draft) => void
  onChoose?: (subjectId: string) => void
}

const never = () => () => {}
const useHydrated = () => useSyncExternalStore(never, () => true, () => false)

const draftOf = ({ values }: FormState, draft: Draft): Draft =>
  values.fingerprint ? { common: values.common ?? '', words: values.words ?? '', override: values.override ?? '', confirmed: false } : draft

/** Left what you must do, right what will happen. Without JavaScript it is a plain form, and the server says what is missing. */
export function RecoverForm({ preview, action, idempotencyKey, cancel, close, draft: kept = EMPTY_DRAFT, onDraft, onChoose }: Props) {
  const [state, submit, pending] = useActionState(action, { ...NO_STATE, result: null })
  const [draft, setDraft] = useState(() => draftOf(state, kept))
  // A new key with every rendering would make a repeated send a second act.
  const [key] = useState(idempotencyKey)
  const hydrated = useHydrated()
  if (state.result) return <ResultPanel result={state.result} end={close} />
  const lacks = missing(preview, draft)
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    onDraft?.(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || lacks || pending) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
  const blocked = preview.whyNot !== null || !preview.possible
  return (
    <form action={submit} onKeyDown={onKeyDown} aria-label={`${preview.verb} ${preview.account.name}`}>
      <Hidden preview={preview} idempotencyKey={key} />
      <div className="grid nav:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] nav:divide-x nav:divide-line">
        <div className="space-y-4 px-5 py-4">
          {state.problem && (
            <Notice tone="danger" role="alert" title={state.problem.title}>
              {state.problem.detail}
            </Notice>
          )}
          <p className="text-strong font-semibold text-pretty">{preview.consequence}</p>
          <SubjectChoice preview={preview} onChoose={onChoose} />
          {blocked ? (
            <Notice tone="warn" title={preview.whyNot ?? `${preview.because}.`}>
              Nothing can be done here{preview.whyNot ? ' with your role and this ticket' : ' with the record as it is'}.
            </Notice>
          ) : (
            <Fields preview={preview} state={state} draft={draft} change={change} />
          )}
        </div>
        <PreviewPanel preview={preview} />
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3">
        <p role="status" className="mr-auto min-w-0 text-pretty">
          <strong className="font-semibold">{lacks ?? 'Ready.'}</strong> <span className="text-text-2">{lacks ? 'Nothing happens until then.' : `One click changes ${preview.effects.length === 1 ? 'one thing' : `${preview.effects.length} things`}, once.`}</span>
        </p>
        {cancel}
        <Button type="submit" kind="primary" hint="⌘ ↵" disabled={blocked || pending || (hydrated && lacks !== null)}>
          {pending ? 'Doing it' : preview.verb}
        </Button>
      </footer>
    </form>
  )
}

function Hidden({ preview, idempotencyKey }: { preview: RecoveryPreview; idempotencyKey: string }) {
  const values = { ticketId: preview.ticketId, action: preview.action, subjectId: preview.subjectId ?? '', fingerprint: preview.fingerprint, idempotencyKey }
  return Object.entries(values).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}

function Fields({ preview, state, draft, change }: { preview: RecoveryPreview; state: FormState; draft: Draft; change: (part: Partial<Draft>) => void }) {
  const reasons = [{ value: '', label: 'Choose, or write below' }, ...COMMON_REASONS[preview.action].map((text) => ({ value: text, label: text }))]
  return (
    <>
      <SelectField autoFocus name="common" label="Reason" options={reasons} value={draft.common} onChange={(event) => change({ common: event.target.value })} />
      <TextArea
        name="words"
        label="In your words"
        hideLabel
        placeholder="What is particular about this one"
        hint="Stands in the audit. No password, code or birth date: they prove nothing and do not belong here."
        error={errorOf(state, 'reason')}
        maxLength={1000}
        value={draft.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      {!preview.fits && (
        <TextArea
          name="override"
          label="It does not fit the verdict. Why is it right all the same?"
          error={errorOf(state, 'override')}
          maxLength={1000}
          value={draft.override}
          onChange={(event) => change({ override: event.target.value })}
        />
      )}
      <div>
        <Checkbox name="confirmed" value="yes" checked={draft.confirmed} onChange={(event) => change({ confirmed: event.target.checked })} label={`I have read what will change for ${preview.account.name}.`} />
        {errorOf(state, 'confirmed') && <p className="mt-1 text-meta text-danger">{errorOf(state, 'confirmed')}</p>}
      </div>
    </>
  )
}

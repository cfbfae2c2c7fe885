'use client'

import Link from 'next/link'
import { startTransition, useActionState, useEffect, useId, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox, SelectField, TextArea } from '@/components/ui/field'
import { errorOf, NO_STATE, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import type { RecoveryOutcome, RecoveryPreview } from '@/lib/services/recoveries/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'
import { AskedPanel, type WatchRequest } from './asked-panel'
import { CallerPanel } from './caller-panel'
import { EMPTY_DRAFT, missing, SubjectChoice, type Draft } from './form-parts'
import { Grounds } from './grounds'
import { PreviewPanel } from './preview-panel'
import { COMMON_REASONS, recoverHref } from './reasons'
import { ResultPanel } from './result-panel'
import type { StepUpActions } from './step-up'

/** `ways`: a demo code that was used is followed by the next one. */
export type RecoverState = FormState & { result: RecoveryOutcome | null; ways: StepUpWays | null }
export type RecoverAction = (before: RecoverState, form: FormData) => Promise<RecoverState>
/** Checking the caller may change what is asked for: the preview comes back anew. */
export type CallerState = FormState & { preview: RecoveryPreview | null }
export type CallerAction = (before: CallerState, form: FormData) => Promise<CallerState>
/** What the form of a recovery does, wherever it stands. */
export type RecoverActions = { perform: RecoverAction; checkCaller: CallerAction; watch: WatchRequest; prove: StepUpActions }

type Props = {
  preview: RecoveryPreview
  /** What the agent can prove themselves with. */
  ways: StepUpWays
  actions: RecoverActions
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
const LOOK_EVERY_MS = 3_000

const draftOf = ({ values }: FormState, draft: Draft): Draft =>
  values.fingerprint ? { common: values.common ?? '', words: values.words ?? '', override: values.override ?? '', confirmed: false } : draft

/** Left what you must do, right what will happen. Without JavaScript these are plain forms, and the server says what is missing. */
export function RecoverForm({ preview: opened, ways, actions, idempotencyKey, cancel, close, draft: kept = EMPTY_DRAFT, onDraft, onChoose }: Props) {
  const [state, submit, pending] = useActionState(actions.perform, { ...NO_STATE, result: null, ways: null })
  const [caller, checkCaller, checking] = useActionState(actions.checkCaller, { ...NO_STATE, preview: null })
  const [draft, setDraft] = useState(() => draftOf(state, kept))
  // A new key with every rendering would make a repeated send a second act.
  const [key] = useState(idempotencyKey)
  const hydrated = useHydrated()
  const form = useId()
  const preview = caller.preview ?? opened
  const same = { ticketId: preview.ticketId, action: preview.action, subjectId: preview.subjectId ?? '' }
  useLookAgain(preview, same, checkCaller, state.result !== null)
  if (state.result?.kind === 'asked') return <AskedPanel asked={state.result} need={preview.need} watch={actions.watch} end={close} />
  if (state.result) return <ResultPanel result={state.result} end={close} />
  const lacks = missing(preview, draft)
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    onDraft?.(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || lacks || pending) return
    event.preventDefault()
    event.currentTarget.querySelector<HTMLFormElement>('form[data-recover]')?.requestSubmit()
  }
  const blocked = preview.whyNot !== null || !preview.possible || preview.waiting !== null
  return (
    <div onKeyDown={onKeyDown} role="group" aria-label={`${preview.verb} ${preview.account.name}`}>
      {/* React empties a form once its action has answered; what was typed must outlive a refusal. */}
      <form id={form} data-recover action={submit} onReset={(event) => event.preventDefault()}>
        <Hidden values={{ ...same, fingerprint: preview.fingerprint, idempotencyKey: key }} />
      </form>
      <div className="grid nav:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] nav:divide-x nav:divide-line">
        <div className="space-y-4 px-5 py-4">
          {state.problem && (
            <Notice tone="danger" role="alert" title={state.problem.title}>
              {state.problem.detail}
            </Notice>
          )}
          <p className="text-strong font-semibold text-pretty">{preview.consequence}</p>
          <Instead preview={preview} />
          <SubjectChoice preview={preview} onChoose={onChoose} />
          <Blocked preview={preview} />
          {!blocked && preview.need.raises.length > 0 && <Raises preview={preview} />}
          {preview.whyNot === null && preview.possible && preview.caller.needed > 0 && !preview.waiting && (
            <CallerPanel caller={preview.caller} act={checkCaller} pending={checking} hidden={<Hidden values={same} />} problem={caller.problem} demoMailbox={preview.demoMailbox} />
          )}
          {!blocked && <Fields preview={preview} state={state} draft={draft} change={change} form={form} />}
          {!blocked && <Grounds need={preview.need} binding={preview.binding} form={form} you="You act, in your own name." ways={state.ways ?? ways} prove={actions.prove} state={state} />}
        </div>
        <PreviewPanel preview={preview} />
      </div>
      <footer className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t nav:flex-nowrap nav:[&>button]:flex-none border-line bg-surface px-5 py-3 max-nav:bottom-14">
        <p role="status" className="mr-auto min-w-0 text-pretty">
          <strong className="font-semibold">{lacks ?? 'Ready.'}</strong> <span className="text-text-2">{afterwards(preview, lacks)}</span>
        </p>
        {cancel}
        <Button type="submit" form={form} kind="primary" hint="⌘ ↵" disabled={blocked || pending || (hydrated && lacks !== null)}>
          {pending ? 'Doing it' : preview.need.secondPerson ? 'Ask for approval' : preview.verb}
        </Button>
      </footer>
    </div>
  )
}

/** While a colleague or the log must answer, the page looks again by itself. */
function useLookAgain(preview: RecoveryPreview, same: Readonly<Record<string, string>>, act: (form: FormData) => void, over: boolean) {
  const waits = !over && preview.caller.missing !== null && preview.caller.checks.some(({ state, settledBy }) => state === 'open' && (settledBy === 'colleague' || settledBy === 'log'))
  const { ticketId = '', action = '', subjectId = '' } = same
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => {
      const form = new FormData()
      for (const [name, value] of Object.entries({ ticketId, action, subjectId, verb: 'look' })) form.set(name, value)
      startTransition(() => act(form))
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [waits, ticketId, action, subjectId, act])
}

function afterwards({ need, effects }: RecoveryPreview, lacks: string | null): string {
  if (need.secondPerson) return `Nothing happens until ${need.approvers[0]?.split(',')[0] ?? 'a second person'} ${need.approvers.length > 1 ? 'or another agrees' : 'agrees'}${need.delayHours ? `, and then ${need.delayHours} hours have passed` : ''}.`
  if (lacks) return 'Nothing happens until then.'
  return `One click changes ${effects.length === 1 ? 'one thing' : `${effects.length} things`}, once.`
}

const Hidden = ({ values }: { values: Readonly<Record<string, string>> }) => Object.entries(values).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)

function Blocked({ preview }: { preview: RecoveryPreview }) {
  const { whyNot, possible, because, waiting, ticketNumber } = preview
  if (whyNot === null && possible && waiting === null) return null
  if (waiting && whyNot === null) {
    return (
      <Notice tone="warn" title={`${waiting.words}.`}>
        The same waits already. Nothing is asked for twice.{' '}
        <Link href={`/approvals?open=${waiting.id}`} className="font-medium text-accent hover:underline">
          Open it
        </Link>
      </Notice>
    )
  }
  return (
    <Notice tone="warn" title={whyNot ?? `${because}.`}>
      Nothing can be done here{whyNot ? ` for you and ticket #${ticketNumber}` : ' with the record as it is'}.
    </Notice>
  )
}

/** What is milder comes first. */
function Instead({ preview: { instead, ticketNumber } }: { preview: RecoveryPreview }) {
  if (!instead) return null
  return (
    <Notice tone="accent" title={instead.words}>
      <Link href={recoverHref(ticketNumber, instead.action)} className="font-medium text-accent hover:underline">
        {instead.title} instead
      </Link>
    </Notice>
  )
}

function Raises({ preview: { need } }: { preview: RecoveryPreview }) {
  return (
    <Notice tone={need.tier === 4 ? 'danger' : 'warn'} title={need.words}>
      {need.raises.map(({ words, why }) => (
        <p key={words}>{why}</p>
      ))}
    </Notice>
  )
}

function Fields({ preview, state, draft, change, form }: { preview: RecoveryPreview; state: FormState; draft: Draft; change: (part: Partial<Draft>) => void; form: string }) {
  const reasons = [{ value: '', label: 'Choose, or write below' }, ...COMMON_REASONS[preview.action].map((text) => ({ value: text, label: text }))]
  return (
    <>
      <div className="space-y-2">
        <SelectField autoFocus={preview.caller.missing === null} form={form} name="common" label="Reason" options={reasons} value={draft.common} onChange={(event) => change({ common: event.target.value })} />
        <TextArea
          form={form}
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
      </div>
      {!preview.fits && (
        <TextArea
          form={form}
          name="override"
          label="It does not fit the verdict. Why is it right all the same?"
          error={errorOf(state, 'override')}
          maxLength={1000}
          value={draft.override}
          onChange={(event) => change({ override: event.target.value })}
        />
      )}
      <div>
        <Checkbox form={form} name="confirmed" value="yes" checked={draft.confirmed} onChange={(event) => change({ confirmed: event.target.checked })} label={`I have read what will change for ${preview.account.name}.`} />
        {errorOf(state, 'confirmed') && <p className="mt-1 text-meta text-danger">{errorOf(state, 'confirmed')}</p>}
      </div>
    </>
  )
}

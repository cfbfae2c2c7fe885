'use client'

import { Check, CircleHelp, ShieldX } from 'lucide-react'
import Link from 'next/link'
import { useRef, useState } from 'react'
import { ActionForm } from '@/components/ticket/action-form'
import { SCOPE_OPTIONS } from '@/components/ticket/experience-form'
import { Button } from '@/components/ui/button'
import { Card, CardHead, Rows } from '@/components/ui/card'
import { Segmented, SelectField, TextArea, TextField } from '@/components/ui/field'
import { errorOf, type FormAction, type FormState } from '@/components/ui/form-state'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'

export type ReadItem = { kind: string; value: string; line: number; by: string; state: 'known' | 'found' | 'not_found' }
export type ReadResult = {
  items: readonly ReadItem[]
  events: readonly { line: number; format: string; reason: string; code: string | null; at: string | null }[]
  dropped: number
  environment: string | null
  unread: number
  similar: readonly { number: number; subject: string }[]
  own: boolean
  patterns: readonly { reason: string; rule: string | null; provider: string | null; people: number; since: Date }[]
}
type Read = (text: string) => Promise<ReadResult | null>

const KINDS: Readonly<Record<string, string>> = { message: 'Message', email: 'E-mail', account_id: 'Account id', url: 'Address', status: 'Status', code: 'Code', address: 'Network address', time: 'Time' }
const FIELD_OF: Readonly<Record<string, string>> = { message: 'message', email: 'identifier', account_id: 'identifier', url: 'url', status: 'statusCode' }
const CHANNELS = ['phone', 'email', 'chat', 'web'].map((value) => ({ value, label: value === 'email' ? 'E-mail' : value.charAt(0).toUpperCase() + value.slice(1) }))
const WAIT_MS = 350

/** Intake: paste anything; what is recognised fills the fields, and every field can be corrected before the ticket is made. */
export function NewTicketForm({ action, read, environments }: { action: FormAction; read: Read; environments: readonly string[] }) {
  const [result, setResult] = useState<ReadResult | null>(null)
  const form = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const touched = useRef(new Set<string>())

  const fill = (found: ReadResult) => {
    const set = (name: string, value: string) => {
      const field = form.current?.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)
      // What a person typed is never overwritten.
      if (field && !touched.current.has(name)) field.value = value
    }
    for (const [kind, name] of Object.entries(FIELD_OF)) {
      const item = found.items.find((one) => one.kind === kind)
      if (item) set(name, item.value)
    }
    const message = found.items.find(({ kind }) => kind === 'message')
    if (message) set('subject', message.value.slice(0, 120))
    if (found.environment) set('environment', found.environment)
  }
  const onPaste = (text: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      void read(text).then((found) => {
        setResult(found)
        if (found) fill(found)
      })
    }, WAIT_MS)
  }
  return (
    <div ref={form} onInput={(event) => event.target instanceof HTMLElement && 'name' in event.target && touched.current.add(String(event.target.name))}>
      <ActionForm action={action} className="grid items-start gap-3 rail:grid-cols-[minmax(0,1fr)_404px]">
        {(state, pending) => (
          <>
            <div className="space-y-3">
              <Card className="p-4">
                <TextArea name="intake" label="Paste anything" hint="What they wrote, an e-mail, the address, log lines. Passwords, tokens and cookies are dropped before anything is kept." rows={9} autoFocus defaultValue={state.values.intake ?? ''} onChange={(event) => onPaste(event.target.value)} />
              </Card>
              {result && <Recognised result={result} />}
            </div>
            <Fields state={state} pending={pending} environments={environments} />
          </>
        )}
      </ActionForm>
    </div>
  )
}

function Fields({ state, pending, environments }: { state: FormState; pending: boolean; environments: readonly string[] }) {
  const field = (name: string) => ({ name, defaultValue: state.values[name] ?? '', error: errorOf(state, name) })
  return (
    <Card className="space-y-3 p-4">
      <TextField {...field('subject')} label="What the person sees, in a few words" required />
      <TextField {...field('identifier')} label="What they sign in with" hint="E-mail, user name or id. The record is found by it." />
      <div className="grid grid-cols-2 gap-3">
        <TextField {...field('reporterName')} label="Name" />
        <SelectField name="environment" label="Where they sign in" defaultValue={state.values.environment ?? environments[0]} options={environments.map((value) => ({ value, label: value }))} error={errorOf(state, 'environment')} />
      </div>
      <TextField {...field('message')} label="Message, word for word" />
      <div className="grid grid-cols-[116px_1fr] gap-3">
        <TextField {...field('statusCode')} label="Status" inputMode="numeric" />
        <TextField {...field('url')} label="Address" />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <SelectField name="scope" label="How many" options={SCOPE_OPTIONS} defaultValue={state.values.scope ?? 'unknown'} />
        <TextField {...field('lastWorked')} label="When it last worked" />
      </div>
      <Segmented legend="How they reached you" name="channel" options={CHANNELS} defaultValue={state.values.channel ?? 'phone'} />
      <Button type="submit" kind="primary" className="w-full" disabled={pending}>
        {pending ? 'Finding the record' : 'Open the ticket'}
      </Button>
    </Card>
  )
}

function Recognised({ result }: { result: ReadResult }) {
  return (
    <>
      {result.dropped > 0 && (
        <Notice tone="warn" title={`${result.dropped} ${result.dropped === 1 ? 'secret was' : 'secrets were'} dropped`}>
          <ShieldX aria-hidden className="mr-1 inline size-4" />
          It is neither stored nor logged. Ask the person to change it if it was a password.
        </Notice>
      )}
      <Card>
        <CardHead title="What was recognised" end={`${result.items.length} ${result.items.length === 1 ? 'thing' : 'things'}${result.unread ? `, ${result.unread} ${result.unread === 1 ? 'line' : 'lines'} not read` : ''}`} />
        <Rows aria-live="polite">
          {result.items.map((item) => (
            <li key={item.kind + item.value} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
              {item.state === 'not_found' ? <CircleHelp aria-hidden className="size-3.5 text-warn" /> : <Check aria-hidden className="size-3.5 text-ok" />}
              <span className="w-28 text-text-2">{KINDS[item.kind] ?? item.kind}</span>
              <span className="mono min-w-0 flex-1 basis-40 wrap-anywhere">{item.value}</span>
              <span className="text-meta text-text-3">
                {item.state === 'found' ? 'record found' : item.state === 'not_found' ? 'no record' : `${item.by}, line ${item.line + 1}`}
              </span>
            </li>
          ))}
          {result.events.map((event) => (
            <li key={`event-${event.line}`} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
              <Check aria-hidden className="size-3.5 text-ok" />
              <span className="w-28 text-text-2">Log line</span>
              <span className="mono min-w-0 flex-1 basis-40 wrap-anywhere">
                {event.format}: {event.reason}
                {event.code ? ` (${event.code})` : ''}
              </span>
              <span className="text-meta text-text-3">line {event.line + 1}</span>
            </li>
          ))}
          {result.items.length + result.events.length === 0 && <li className="px-4 py-3 text-text-2">Nothing yet. The text is kept with the ticket all the same.</li>}
        </Rows>
      </Card>
      {result.patterns.length > 0 && (
        <Card>
          <CardHead title={result.own ? 'Not alone: this record fails as others do' : 'Perhaps not alone: what many fail with now'} />
          <Rows>
            {result.patterns.map(({ reason, rule, provider, people, since }) => (
              <li key={`${reason} ${rule} ${provider}`} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
                <span className="font-medium">{people} people</span>
                <span className="mono min-w-0 flex-1 basis-40 wrap-anywhere">{[reason, rule, provider].filter(Boolean).join(', ')}</span>
                <span className="text-meta text-text-3">
                  since <Time at={since.toISOString()} />
                </span>
              </li>
            ))}
          </Rows>
        </Card>
      )}
      {result.similar.length > 0 && (
        <Card>
          <CardHead title="Open tickets of the same person" />
          <Rows>
            {result.similar.map(({ number, subject }) => (
              <li key={number} className="px-4 py-2">
                <Link href={`/tickets/${number}/experience`} className="text-accent hover:underline">
                  #{number} {subject}
                </Link>
              </li>
            ))}
          </Rows>
        </Card>
      )}
    </>
  )
}

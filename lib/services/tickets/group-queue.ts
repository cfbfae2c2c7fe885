import { causes } from '@/lib/causes'
import type { ServiceContext } from '../context'
import type { PatternLink } from '../patterns/list-patterns'
import { signatureWords } from '../patterns/signature'
import type { QueueRow } from './list-tickets'

const TITLES = new Map(causes.map(({ slug, title }) => [slug, title]))

/** One row of the queue as it is shown. */
function toItem(row: QueueRow, ctx: ServiceContext) {
  return {
    number: row.number,
    subject: row.subject,
    person: row.identifier ?? 'account not chosen yet',
    bucket: row.bucket,
    causeTitle: row.cause ? (TITLES.get(row.cause) ?? row.cause) : null,
    confidence: row.confidence,
    nature: row.confidence !== null && row.confidence >= 0.8 ? row.nature : null,
    peopleAlike: row.peopleAlike,
    unusual: row.signature !== null,
    step: row.step,
    alert: row.alert,
    assignee: row.assignee ? { name: row.assignee.name, you: row.assignee.id === ctx.actor.id } : null,
    ageMs: ctx.now.getTime() - row.createdAt.getTime(),
  }
}

/** Tickets under one heading; `pattern` where the console keeps what they have in common. */
export type QueueGroup = { title: string; detail: string; items: ReturnType<typeof toItem>[]; pattern: PatternLink | null }

const SHARED = 3

/** What a group fails with, in words, from its signature. */
function describe(signature: string): string {
  const [environment = '', reason = '', rule = '', provider = ''] = signature.split('|')
  return reason === 'range' ? `${environment}, from ${rule}` : signatureWords({ environment, reason, rule, provider })
}

/** Puts alerts first, then tickets of one pattern together, the largest pattern first; everything else stays in its order. */
export function groupQueue(given: readonly QueueRow[], ctx: ServiceContext, alerts: readonly QueueRow[] = [], known: ReadonlyMap<string, PatternLink> = new Map()): QueueGroup[] {
  const urgent = new Set(alerts.map(({ number }) => number))
  const rows = given.filter(({ number }) => !urgent.has(number))
  const bySignature = new Map<string, QueueRow[]>()
  for (const row of rows) if (row.signature !== null) bySignature.set(row.signature, [...(bySignature.get(row.signature) ?? []), row])
  const patterns = [...bySignature].filter(([, tickets]) => tickets.length >= SHARED)
  const grouped = new Set(patterns.flatMap(([, tickets]) => tickets.map(({ number }) => number)))
  const rest = rows.filter(({ number }) => !grouped.has(number))
  const groups: QueueGroup[] = patterns
    .sort((a, b) => b[1].length - a[1].length)
    .map(([signature, tickets]) => {
      const people = Math.max(...tickets.map(({ peopleAlike }) => peopleAlike ?? 0))
      return { title: `${people} people fail the same way`, detail: `${describe(signature)}. ${tickets.length} tickets.`, items: tickets.map((row) => toItem(row, ctx)), pattern: known.get(signature) ?? null }
    })
  if (rest.length) groups.push({ title: 'Everything else', detail: `${rest.length} tickets`, items: rest.map((row) => toItem(row, ctx)), pattern: null })
  if (alerts.length) groups.unshift({ title: 'Before all others', detail: 'Somebody may be in an account that is not theirs', items: alerts.map((row) => toItem(row, ctx)), pattern: null })
  return groups
}

import { causes } from '@/lib/causes'
import type { ServiceContext } from '../context'
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

const SHARED = 3

/** What a group fails with, in words, from its signature. */
function describe(signature: string): string {
  const [environment, reason, rule, provider] = signature.split('|')
  if (reason === 'range') return `${environment}, from ${rule}`
  return [environment, reason?.replaceAll('_', ' '), rule?.replaceAll('_', ' '), provider].filter(Boolean).join(', ')
}

/** Puts alerts first, then tickets of one pattern together, the largest pattern first; everything else stays in its order. */
export function groupQueue(given: readonly QueueRow[], ctx: ServiceContext, alerts: readonly QueueRow[] = []) {
  const urgent = new Set(alerts.map(({ number }) => number))
  const rows = given.filter(({ number }) => !urgent.has(number))
  const bySignature = new Map<string, QueueRow[]>()
  for (const row of rows) if (row.signature !== null) bySignature.set(row.signature, [...(bySignature.get(row.signature) ?? []), row])
  const patterns = [...bySignature].filter(([, tickets]) => tickets.length >= SHARED)
  const grouped = new Set(patterns.flatMap(([, tickets]) => tickets.map(({ number }) => number)))
  const rest = rows.filter(({ number }) => !grouped.has(number))
  const groups = patterns
    .sort((a, b) => b[1].length - a[1].length)
    .map(([signature, tickets]) => {
      const people = Math.max(...tickets.map(({ peopleAlike }) => peopleAlike ?? 0))
      return { title: `${people} people fail the same way`, detail: `${describe(signature)}. ${tickets.length} tickets.`, items: tickets.map((row) => toItem(row, ctx)) }
    })
  if (rest.length) groups.push({ title: 'Everything else', detail: `${rest.length} tickets`, items: rest.map((row) => toItem(row, ctx)) })
  if (alerts.length) groups.unshift({ title: 'Before all others', detail: 'Somebody may be in an account that is not theirs', items: alerts.map((row) => toItem(row, ctx)) })
  return groups
}

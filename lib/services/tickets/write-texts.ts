import type { Cause } from '@/lib/causes/define'
import { unmaskUntouched } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/redact'
import type { Verdict } from '@/lib/evidence/verdict'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import type { ServiceContext } from '../context'
import type { Gathered } from './gather-ticket'
import { redactSaid } from './redact-said'
import { saveTextsSchema } from './schema'
import { updateTicket } from './update-ticket'

const firstName = (name: string | null) => name?.split(/\s+/)[0] ?? null

/**
 * A reply to the customer from the cause's own words, and from those of the recoveries carried out on the ticket: what was
 * not done is not said to be. No code, state, version, rule or address of the inside.
 */
export function draftReply({ ticket }: Gathered, cause: Cause | null, sure: boolean, done: readonly RecoveryAction[] = []): string {
  const name = firstName(ticket.reporterName)
  const greeting = name ? `Hello ${name},` : 'Hello,'
  const body = cause && sure ? cause.reply : 'Thank you for telling us. We are looking into why you cannot sign in and come back to you shortly. We never ask for your password or a code.'
  const news = [...new Set(done)].map((action) => recoveryOf(action).told)
  return [greeting, body, ...(news.length ? [news.join(' ')] : []), 'Kind regards'].join('\n\n')
}

/** An internal note from the evidence: stays in the ticket. */
export function draftNote({ alike, course, ticket }: Gathered, verdict: Verdict, cause: Cause | null): string {
  const head = cause ? `${cause.title} (${Math.round(verdict.confidence * 100)}%). ${cause.what}` : 'Undetermined: too little is known yet.'
  const evidence = verdict.evidence.filter(({ weight }) => weight > 0).slice(0, 4).map(({ because }) => `- ${because}`)
  const trace = ticket.attempt ?? course.lastFailed?.trace_id
  return [head, ...evidence, reachOf(alike), trace ? `Trace ${trace}.` : null, `Fix: ${verdict.fix.summary}`].filter(Boolean).join('\n')
}

function reachOf(alike: Gathered['alike']): string {
  if (!alike) return 'How many others fail is not known: no failed attempt is in the log.'
  if (alike.signature) return `${alike.people} people fail in this way since ${alike.since?.slice(0, 16).replace('T', ' ') ?? 'the first failure'} UTC.`
  return alike.people > 1 ? `${alike.people} people fail in this way, no more than usual.` : 'Nobody else fails in this way.'
}

/** Keeps an edited reply or note with the ticket. */
export async function saveTexts(ctx: ServiceContext, input: unknown): Promise<void> {
  const { number, reply, note } = saveTextsSchema.parse(input)
  await updateTicket(ctx, number, 'no-facts', async (_tx, ticket) => {
    const keep = (text: string | null) => (text ? redactSaid(text).replaceAll('\0', '') : null)
    const data = { ...(reply === undefined ? {} : { reply: keep(reply) }), ...(note === undefined ? {} : { note: keep(note && unmaskUntouched(note, ticket.note)) }) }
    return { data, action: 'ticket.texts', reason: cleanText([reply !== undefined ? 'reply' : null, note !== undefined ? 'note' : null].filter(Boolean).join(', '), 100) }
  })
}

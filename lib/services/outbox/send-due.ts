import { setTimeout as wait } from 'node:timers/promises'
import { mailboxOf } from '@/lib/core/mailbox'
import { maskText } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/text'
import { BYPASS_MINUTES } from '@/lib/recoveries/words'
import type { ServiceContext } from '../context'
import { failureOf, type Transport } from './mail-transport'
import { NO_MAILBOX } from './put-message'
import { openBody } from './sealed-body'

/** Seconds before the next try, by tries made: ten tries over 75 h 35 min, then the message is given up (Standard Webhooks' schedule). */
export const BACK_OFF_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const
export const MOST_TRIES = BACK_OFF_SECONDS.length + 1
/** Waits are up to a tenth longer, by chance: messages that failed together do not come back together. */
const JITTER = 0.1
const BATCH = 20
/** A sender that has not said what became of a message by then is taken for dead; a send is given up long before. */
const CLAIM_MS = 180_000
const SEND_MS = 90_000
/** How long a link works: NIST SP 800-63B-4, 4.2.1.2. */
const LINK_MS = 24 * 3_600_000
/** Milliseconds for which what a message carries works; afterwards it is not sent. Kinds that carry nothing are not named. */
const LIFETIMES: Readonly<Record<string, number>> = { reset_link: LINK_MS, verification_link: LINK_MS, delay_notice: LINK_MS, bypass_code: BYPASS_MINUTES * 60_000, caller_code: 10 * 60_000 }

/** Whether the link or code in a message of this kind and age works no more. */
export const hasEnded = (kind: string, createdAt: Date, now: Date) => now.getTime() - createdAt.getTime() >= (LIFETIMES[kind] ?? Infinity)

type Due = { id: string; kind: string; recipient: string; subject: string; body: string; sealed: string | null; attempts: number; created_at: Date; on_file: boolean }
export type Sent = { sent: number; failed: number; dead: number }
type Outcome = keyof Sent | 'unreachable'

/**
 * Sends what is due, at most 20 messages. Each is claimed first, in a statement of its own that skips what others hold,
 * and no transaction is open while the mail server is spoken to. At least once: a crash between the send and its record
 * repeats the message under the same id. A server that cannot be reached ends the round. Returns the counts.
 */
export async function sendDue(ctx: ServiceContext, transport: Transport | null, chance: () => number = Math.random): Promise<Sent> {
  const total: Sent = { sent: 0, failed: 0, dead: 0 }
  if (!transport) return total
  for (let taken = 0; taken < BATCH; taken += 1) {
    const due = await claim(ctx)
    if (!due) break
    const outcome = await sendOne(ctx, transport, due, chance)
    total[outcome === 'unreachable' ? 'failed' : outcome] += 1
    if (outcome === 'unreachable') break
  }
  return total
}

async function claim({ db, now }: ServiceContext): Promise<Due | null> {
  const { rows } = await db.pool.query<Due>(
    `UPDATE outbox_message m SET attempts = m.attempts + 1, claimed_until = $2
      WHERE m.id = (SELECT id FROM outbox_message
                     WHERE sent_at IS NULL AND dead_at IS NULL AND next_try_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
                     ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING m.id, m.kind, m.recipient, m.subject, m.body, m.sealed, m.attempts, m.created_at,
       EXISTS (SELECT 1 FROM account_contact c WHERE c.account_id = m.account_id AND c.kind = 'email' AND c.value = m.recipient AND (c.until IS NULL OR m.kind IN ('notice', 'delay_notice')))
         OR (m.kind = 'agent_notice' AND EXISTS (SELECT 1 FROM agent a WHERE a.email = m.recipient)) AS on_file`,
    [now, new Date(now.getTime() + CLAIM_MS)],
  )
  return rows[0] ?? null
}

/** Why a message must not be sent now or ever, or its text. */
function textOf(due: Due, now: Date): { text: string } | { never: string } {
  if (hasEnded(due.kind, due.created_at, now)) return { never: 'What it carries had ended before it could be sent.' }
  if (!due.on_file || mailboxOf(due.recipient) === null) return { never: NO_MAILBOX }
  const text = openBody(due.id, due.body, due.sealed)
  return text === null ? { never: 'It was sealed under another SECRET.' } : { text }
}

async function sendOne(ctx: ServiceContext, transport: Transport, due: Due, chance: () => number): Promise<Outcome> {
  const read = textOf(due, ctx.now)
  if ('never' in read) return giveUp(ctx, due, read.never)
  try {
    await withinTime(transport.send({ id: due.id, to: due.recipient, subject: due.subject, text: read.text }))
  } catch (error) {
    const { forever, unreachable } = failureOf(error)
    // Mail servers repeat the address in their refusal.
    const said = cleanText(maskText(error instanceof Error ? error.message : 'The mail server did not take it.'), 300)
    const seconds = BACK_OFF_SECONDS[due.attempts - 1]
    if (forever || seconds === undefined) return giveUp(ctx, due, said)
    await record(ctx, due, { nextTryAt: new Date(ctx.now.getTime() + seconds * 1000 * (1 + JITTER * chance())), lastError: said })
    return unreachable ? 'unreachable' : 'failed'
  }
  await record(ctx, due, { sentAt: ctx.now, lastError: null, sealed: null })
  return 'sent'
}

async function giveUp(ctx: ServiceContext, due: Due, why: string): Promise<'dead'> {
  await record(ctx, due, { deadAt: ctx.now, lastError: why })
  return 'dead'
}

type Said = { nextTryAt?: Date; sentAt?: Date; deadAt?: Date; lastError: string | null; sealed?: null }

/** Says what became of it; only whoever still holds the claim may. */
async function record({ db, now }: ServiceContext, due: Due, data: Said): Promise<void> {
  await db.prisma.outboxMessage.updateMany({ where: { id: due.id, attempts: due.attempts, claimedUntil: new Date(now.getTime() + CLAIM_MS) }, data: { ...data, claimedUntil: null } })
}

async function withinTime(sending: Promise<void>): Promise<void> {
  const over = new AbortController()
  const late = wait(SEND_MS, null, { signal: over.signal, ref: false }).then(() => {
    throw Object.assign(new Error('The mail server took too long.'), { code: 'ETIMEDOUT' })
  })
  late.catch(() => {}) // Ended by hand once the mail is away.
  try {
    await Promise.race([sending, late])
  } finally {
    over.abort()
  }
}

import { cleanText } from '@/lib/core/text'
import type { ServiceContext } from '../context'
import type { Transport } from './mail-transport'

/** Seconds before the next try, by tries made: ten tries over three days, then the message is given up (Standard Webhooks' schedule). */
export const BACK_OFF_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const
export const MOST_TRIES = BACK_OFF_SECONDS.length + 1
const BATCH = 20
/** A link that has ended is not sent: NIST SP 800-63B-4, 4.2.1.2 gives it 24 hours. */
const LINK_MS = 24 * 3_600_000
/** Kinds that carry a link or a code, and how long it works. */
const SECRET_KINDS: Readonly<Record<string, number>> = { reset_link: LINK_MS, verification_link: LINK_MS, delay_notice: LINK_MS, bypass_code: 60 * 60_000, caller_code: 10 * 60_000 }

type Due = { id: string; kind: string; recipient: string; subject: string; body: string; attempts: number; created_at: Date }
export type Sent = { sent: number; failed: number; expired: number }

/** What stays of a message that carried a link or a code: that itself is for the person alone. */
const withoutSecret = (body: string) => body.replace(/https?:\/\/\S+/g, '[link]').replace(/^(\d{6}|([A-Z2-9]{4}-){3}[A-Z2-9]{4})$/gm, '[code]')

/**
 * Sends what is due, at most 20 messages, each in a transaction of its own that holds its row: two senders never take the
 * same one. At least once: a crash between the send and the commit repeats it under the same id. Returns the counts.
 */
export async function sendDue(ctx: ServiceContext, transport: Transport | null): Promise<Sent> {
  const total: Sent = { sent: 0, failed: 0, expired: 0 }
  if (!transport) return total
  for (let taken = 0; taken < BATCH; taken += 1) {
    const outcome = await sendOne(ctx, transport)
    if (!outcome) break
    total[outcome] += 1
  }
  return total
}

async function sendOne({ db, now }: ServiceContext, transport: Transport): Promise<keyof Sent | null> {
  return db.prisma.$transaction(async (tx) => {
    const [due] = await tx.$queryRaw<Due[]>`
      SELECT id, kind, recipient, subject, body, attempts, created_at FROM outbox_message
      WHERE sent_at IS NULL AND next_try_at <= ${now} AND attempts < ${MOST_TRIES}
      ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`
    if (!due) return null
    const worksMs = SECRET_KINDS[due.kind]
    if (worksMs !== undefined && now.getTime() - due.created_at.getTime() >= worksMs) {
      await tx.outboxMessage.update({ where: { id: due.id }, data: { attempts: MOST_TRIES, lastError: 'What it carries had ended before it could be sent.', body: withoutSecret(due.body) } })
      return 'expired'
    }
    try {
      await transport.send({ id: due.id, to: due.recipient, subject: due.subject, text: due.body })
    } catch (error) {
      const wait = BACK_OFF_SECONDS[due.attempts] ?? 0
      const lastError = cleanText(error instanceof Error ? error.message : 'The mail server did not take it.', 300)
      await tx.outboxMessage.update({ where: { id: due.id }, data: { attempts: due.attempts + 1, nextTryAt: new Date(now.getTime() + wait * 1000), lastError } })
      return 'failed'
    }
    await tx.outboxMessage.update({ where: { id: due.id }, data: { sentAt: now, attempts: due.attempts + 1, lastError: null, body: worksMs === undefined ? due.body : withoutSecret(due.body) } })
    return 'sent'
  })
}

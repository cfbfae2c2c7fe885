import type { ServiceContext } from '../context'
import { BACK_OFF_SECONDS } from '../outbox/send-due'
import type { Channel } from './schema'
import { NotTaken, type Carrier, type Letter } from './transports'

const BATCH = 20
/** A sender that has not said what became of one by then is taken for dead; an answer is waited for a shorter time. */
const CLAIM_MS = 60_000

type Due = Letter & { channel: Channel; attempts: number }

/**
 * Sends announcements that are due, at most 20, each claimed first in a statement of its own that skips what other
 * instances hold. At least once, under the same id. Returns how many went and how many were given up.
 */
export async function sendAnnouncements(ctx: ServiceContext, carriers: Partial<Record<Channel, Carrier>>): Promise<{ sent: number; dead: number }> {
  const total = { sent: 0, dead: 0 }
  const channels = Object.keys(carriers)
  for (let taken = 0; channels.length > 0 && taken < BATCH; taken += 1) {
    const due = await claim(ctx, channels)
    const carry = due && carriers[due.channel]
    if (!due || !carry) break
    const why = await carry(due, ctx.now).then(() => null, (error: unknown) => (error instanceof NotTaken ? error : new NotTaken('It could not be written.', true)))
    const seconds = BACK_OFF_SECONDS[due.attempts - 1]
    const dead = why !== null && (why.forever || seconds === undefined)
    await ctx.db.pool.query('UPDATE announcement SET claimed_until = NULL, sent_at = $2, dead_at = $3, last_error = $4, next_try_at = $5 WHERE id = $1 AND attempts = $6', [
      due.id, why ? null : ctx.now, dead ? ctx.now : null, why?.message ?? null, new Date(ctx.now.getTime() + (seconds ?? 0) * 1000), due.attempts,
    ])
    if (!why) total.sent += 1
    if (dead) total.dead += 1
  }
  return total
}

async function claim({ db, now }: ServiceContext, channels: string[]): Promise<Due | null> {
  const { rows } = await db.pool.query<Due>(
    `UPDATE announcement SET attempts = attempts + 1, claimed_until = $2
      WHERE id = (SELECT id FROM announcement
                   WHERE sent_at IS NULL AND dead_at IS NULL AND next_try_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1) AND channel = ANY ($3)
                   ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, channel, recipient, title, payload, attempts`,
    [now, new Date(now.getTime() + CLAIM_MS), channels],
  )
  return rows[0] ?? null
}

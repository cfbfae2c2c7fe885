import type { PoolClient } from 'pg'
import { newId } from '@/lib/core/ids'
import { maskView } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import { publicUrl } from '@/lib/env'
import { openChannels } from './channels'
import type { Channel, NewAnnouncement } from './schema'

type Row = { id: string; channel: Channel; recipient: string | null; type: string; sameness: string; title: string; payload: string; createdAt: Date; nextTryAt: Date }
/** Writes a row, or nothing where the same is there already. */
type Write = (row: Row) => Promise<unknown>

/** Writes in a transaction of the pool's, or on its own. */
export const byClient = (client: Pick<PoolClient, 'query'>): Write => ({ id, channel, recipient, type, sameness, title, payload, createdAt, nextTryAt }) =>
  client.query(
    `INSERT INTO announcement (id, channel, type, sameness, title, payload, created_at, next_try_at, recipient) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (sameness, channel) DO NOTHING`,
    [id, channel, type, sameness, title, payload, createdAt, nextTryAt, recipient],
  )

/** Writes in a transaction of Prisma's. */
export const byPrisma = (tx: Transaction): Write => (row) => tx.announcement.createMany({ data: [row], skipDuplicates: true })

/** Somebody who is told besides the team's own address, where announcements leave by mail. */
export type Follower = { id: string; email: string }

/**
 * Writes an announcement for each channel that is set, in the transaction of what it tells of; the same again is none. Where
 * mail is one of them, each follower gets one too. Texts are masked. `payload` is the very text that is signed and sent
 * (Standard Webhooks: type, timestamp, data).
 */
export async function announce(write: Write, { type, sameness, title, path, data }: NewAnnouncement, now: Date, channels = openChannels(), followers: readonly Follower[] = []): Promise<void> {
  if (channels.length === 0) return
  const shown = maskView({ title: cleanText(title, 200), ...data })
  const payload = JSON.stringify({ type, timestamp: now.toISOString(), data: { ...shown, url: `${publicUrl()}${path}` } })
  const row = { type, title: shown.title, payload, createdAt: now, nextTryAt: now }
  for (const channel of channels) {
    await write({ ...row, id: newId(), channel, recipient: null, sameness })
    if (channel === 'email') for (const { id, email } of followers) await write({ ...row, id: newId(), channel, recipient: email, sameness: `${sameness} ${id}` })
  }
}

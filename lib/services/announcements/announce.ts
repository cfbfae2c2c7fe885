import type { PoolClient } from 'pg'
import { newId } from '@/lib/core/ids'
import { maskView } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import { publicUrl } from '@/lib/env'
import { openChannels } from './channels'
import type { Channel, NewAnnouncement } from './schema'

type Row = { id: string; channel: Channel; type: string; sameness: string; title: string; payload: string; createdAt: Date; nextTryAt: Date }
/** Writes a row, or nothing where the same is there already. */
type Write = (row: Row) => Promise<unknown>

/** Writes in a transaction of the pool's, or on its own. */
export const byClient = (client: Pick<PoolClient, 'query'>): Write => ({ id, channel, type, sameness, title, payload, createdAt, nextTryAt }) =>
  client.query(
    `INSERT INTO announcement (id, channel, type, sameness, title, payload, created_at, next_try_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sameness, channel) DO NOTHING`,
    [id, channel, type, sameness, title, payload, createdAt, nextTryAt],
  )

/** Writes in a transaction of Prisma's. */
export const byPrisma = (tx: Transaction): Write => (row) => tx.announcement.createMany({ data: [row], skipDuplicates: true })

/**
 * Writes an announcement for each channel that is set, in the transaction of what it tells of; the same again is none. Texts
 * are masked. `payload` is the very text that is signed and sent (Standard Webhooks: type, timestamp, data).
 */
export async function announce(write: Write, { type, sameness, title, path, data }: NewAnnouncement, now: Date, channels = openChannels()): Promise<void> {
  if (channels.length === 0) return
  const shown = maskView({ title: cleanText(title, 200), ...data })
  const payload = JSON.stringify({ type, timestamp: now.toISOString(), data: { ...shown, url: `${publicUrl()}${path}` } })
  for (const channel of channels) {
    await write({ id: newId(), channel, type, sameness, title: shown.title, payload, createdAt: now, nextTryAt: now })
  }
}

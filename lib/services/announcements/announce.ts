import { newId } from '@/lib/core/ids'
import { maskView } from '@/lib/core/mask'
import { cleanText } from '@/lib/core/text'
import type { Transaction } from '@/lib/db/client'
import { publicUrl } from '@/lib/env'
import { openChannels } from './channels'
import type { NewAnnouncement } from './schema'

/** What the pool's clients and its transactions have in common. */
type Queryable = { query: (sql: string, values: unknown[]) => Promise<unknown> }

/** A transaction of Prisma's as what `announce` writes through. */
export const through = (tx: Transaction): Queryable => ({ query: (sql, values) => tx.$executeRawUnsafe(sql, ...values) })

/**
 * Writes an announcement for each channel that is set, in the transaction of what it tells of; the same again is none. Texts
 * are masked. `payload` is the very text that is signed and sent (Standard Webhooks: type, timestamp, data).
 */
export async function announce(client: Queryable, { type, sameness, title, path, data }: NewAnnouncement, now: Date, channels = openChannels()): Promise<void> {
  if (channels.length === 0) return
  const shown = maskView({ title: cleanText(title, 200), ...data })
  const payload = JSON.stringify({ type, timestamp: now.toISOString(), data: { ...shown, url: `${publicUrl()}${path}` } })
  for (const channel of channels) {
    await client.query(
      `INSERT INTO announcement (id, channel, type, sameness, title, payload, created_at, next_try_at) VALUES ($1::uuid, $2, $3, $4, $5, $6, $7::timestamptz, $7::timestamptz) ON CONFLICT (sameness, channel) DO NOTHING`,
      [newId(), channel, type, sameness, shown.title, payload, now],
    )
  }
}

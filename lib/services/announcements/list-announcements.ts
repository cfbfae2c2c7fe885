import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { openChannels } from './channels'
import { CHANNELS, type AnnouncementItem, type Channel } from './schema'

const SHOWN = 10

/** The channels that are set, and the announcements made last with what became of them. Needs settings:write. */
export async function listAnnouncements(ctx: ServiceContext): Promise<{ channels: Channel[]; rows: AnnouncementItem[] }> {
  await authorize(ctx, 'settings:write')
  const rows = await ctx.db.prisma.announcement.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: SHOWN })
  return {
    channels: openChannels(),
    rows: rows.map(({ id, channel, type, title, createdAt, sentAt, deadAt, attempts, lastError }) => ({
      id, channel: CHANNELS.find((known) => known === channel) ?? 'webhook', type, title, createdAt: createdAt.toISOString(), sentAt: sentAt?.toISOString() ?? null, deadAt: deadAt?.toISOString() ?? null, attempts, lastError,
    })),
  }
}

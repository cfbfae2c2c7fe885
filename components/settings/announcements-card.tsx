import { Card, CardHead, Rows } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import type { AnnouncementItem, Channel } from '@/lib/services/announcements/schema'

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = { webhook: 'a signed webhook', email: 'e-mail' }

/** What the team's own tools were told last, and whether it arrived. */
export function AnnouncementsCard({ channels, rows }: { channels: readonly Channel[]; rows: readonly AnnouncementItem[] }) {
  return (
    <Card aria-label="Announcements">
      <CardHead title="Announcements to the team" end={channels.length ? `by ${channels.map((channel) => CHANNEL_WORDS[channel]).join(' and ')}` : 'switched off'} />
      {channels.length === 0 && <p className="px-4 py-3 text-pretty text-text-2">Attacks, patterns, their updates, and changes that a rise of failures followed can go to a chat, a pager or a mailbox: set ALERT_WEBHOOK_URL with ALERT_WEBHOOK_KEY, or ALERT_EMAIL.</p>}
      {channels.length > 0 && rows.length === 0 && <p className="px-4 py-3 text-text-2">None yet.</p>}
      <Rows>
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
              {row.title}
              {row.lastError && <span className="block text-meta text-danger">{row.lastError}</span>}
            </span>
            <span className="mono text-text-2">{row.type}</span>
            <span className="text-meta text-text-2">
              {row.channel},{' '}
              {row.sentAt ? (
                <>
                  sent <Time at={row.sentAt} />
                </>
              ) : row.deadAt ? (
                'given up'
              ) : (
                `waits, ${row.attempts} ${row.attempts === 1 ? 'try' : 'tries'}`
              )}
            </span>
          </li>
        ))}
      </Rows>
    </Card>
  )
}

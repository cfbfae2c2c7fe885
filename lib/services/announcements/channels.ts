import { env } from '@/lib/env'
import { CHANNELS, type Channel } from './schema'

/** The channels that are set up in the environment. Without any, nothing is kept and nothing is sent. */
export function openChannels(): Channel[] {
  const { ALERT_WEBHOOK_URL, ALERT_EMAIL } = env()
  const isOpen: Readonly<Record<Channel, boolean>> = { webhook: Boolean(ALERT_WEBHOOK_URL), email: Boolean(ALERT_EMAIL) }
  return CHANNELS.filter((channel) => isOpen[channel])
}

import { env } from '@/lib/env'
import { mailTransport } from './mail-transport'

/** Whether messages to people leave, in words for the page. */
export function mailState(): string {
  if (!env().SMTP_URL) return 'Held: no mail server is set (SMTP_URL)'
  return mailTransport() ? 'Sent by the mail server that is set' : 'Held: this version has no sender for SMTP_URL yet'
}

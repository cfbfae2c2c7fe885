import { mailTransport } from './mail-transport'

/** Whether messages to people leave, in words for the page. */
export function mailState(): string {
  return mailTransport() ? 'Sent by the mail server that is set' : 'Held: no mail server is set (SMTP_URL)'
}

import { demoStands } from '@/lib/db/demo-stands'
import type { Reader } from '../context'
import { mailTransport } from './mail-transport'

/** Whether messages to people leave, in words for the page. */
export async function mailState(reader: Reader): Promise<string> {
  if (mailTransport()) return 'Sent by the mail server that is set'
  return (await demoStands({ prisma: reader })) ? 'Shown in the demo mailbox: no mail server is set (SMTP_URL)' : 'Held: no mail server is set (SMTP_URL)'
}

import { cleanText } from '@/lib/core/text'

/** What the person is told before a change that waits, with the way to stop it. */
export function delayMessage(name: string, title: string, runAt: Date, link: string): { subject: string; body: string } {
  const when = `${runAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return {
    subject: 'A change to your account is about to be made',
    body: [`Hello ${cleanText(name, 80)},`, `Somebody who passed our checks asked for this: ${title}. It will be done on ${when}, and not before.`, 'If you did not ask for it, stop it here. It needs no sign-in:', link, 'If you asked for it, there is nothing to do.'].join('\n\n'),
  }
}

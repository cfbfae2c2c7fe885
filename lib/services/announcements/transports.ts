import { z } from 'zod'
import { env } from '@/lib/env'
import { failureOf, mailTransport } from '../outbox/mail-transport'
import type { Channel } from './schema'
import { signWebhook } from './sign-webhook'

/** Milliseconds: Standard Webhooks asks for 15 to 30 seconds. */
const ANSWER_MS = 15_000

/** `recipient`: somebody who follows what it is about; null = the address that the environment names. */
export type Letter = { id: string; recipient: string | null; title: string; payload: string }
/** `forever`: no later try would fare better. */
export class NotTaken extends Error {
  constructor(
    message: string,
    readonly forever: boolean,
  ) {
    super(message)
  }
}
/** Hands a letter over. Throws NotTaken. */
export type Carrier = (letter: Letter, now: Date) => Promise<void>

/** The carriers of this process. Mail waits while there is no mail server. */
export function carriers(): Partial<Record<Channel, Carrier>> {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_KEY: key, ALERT_EMAIL: to } = env()
  return { ...(url && key ? { webhook: webhookCarrier(url, key) } : {}), ...(to && mailTransport() ? { email: mailCarrier(to) } : {}) }
}

/** Posts to one address, which the environment names and nobody at the console can change. Redirects are not followed. */
export function webhookCarrier(url: string, key: string): Carrier {
  return async ({ id, payload }, now) => {
    const answer = await fetch(url, {
      method: 'POST', redirect: 'manual', body: payload, signal: AbortSignal.timeout(ANSWER_MS),
      headers: { 'content-type': 'application/json', 'user-agent': 'Latchkey', ...signWebhook(key, id, payload, now) },
    }).catch((error: unknown) => {
      throw new NotTaken(error instanceof Error && error.name === 'TimeoutError' ? 'No answer within 15 s.' : 'The address could not be reached.', false)
    })
    await answer.body?.cancel()
    if (answer.status < 200 || answer.status > 299) throw new NotTaken(`It answered ${answer.status}.`, answer.status === 410)
  }
}

const told = z.object({ data: z.object({ url: z.string() }).catchall(z.unknown()) })

function mailCarrier(to: string): Carrier {
  return async ({ id, recipient, title, payload }) => {
    const { url, ...data } = told.parse(JSON.parse(payload)).data
    const lines = Object.entries(data).filter(([name, value]) => name !== 'title' && value !== null).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    await mailTransport()?.send({ id, to: recipient ?? to, subject: title, text: [title, '', ...lines, '', url].join('\n') }).catch((error: unknown) => {
      throw new NotTaken('The mail server did not take it.', failureOf(error).forever)
    })
  }
}

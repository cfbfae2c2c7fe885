import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** The bytes of a key as Standard Webhooks writes it: whsec_ and base64. */
const bytesOf = (key: string) => Buffer.from(key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key, 'base64')

/**
 * The headers of a signed webhook: an id that stays the same over retries, the time of this try in seconds, and
 * HMAC-SHA256 over "id.time.payload" (Standard Webhooks 1.0, "Signature scheme").
 */
export function signWebhook(key: string, id: string, payload: string, now: Date): Record<string, string> {
  const seconds = Math.floor(now.getTime() / 1000)
  const signature = createHmac('sha256', bytesOf(key)).update(`${id}.${seconds}.${payload}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` }
}

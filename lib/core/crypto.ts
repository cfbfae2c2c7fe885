import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A secret of 256 bits for a cookie, a token or a link, as base64url (OWASP ASVS 5.0, 11.5.1 asks for 128 and more). */
export const newSecret = () => randomBytes(32).toString('base64url')

/** What is stored in place of such a secret. It has full entropy, so one round of SHA-256 is enough. */
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** HMAC-SHA-256 of a value under a key, shortened to 16 hex digits: tells same from different and nothing else. */
export const fingerprintWith = (key: string, value: string) => createHmac('sha256', key).update(value).digest('hex').slice(0, 16)

/** Compares without telling by its time where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()]
  return timingSafeEqual(left, right)
}

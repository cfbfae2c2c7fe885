import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16
const keys = new Map<string, Buffer>()

/** A key of its own for each purpose (RFC 5869): what is sealed for one opens for no other. */
function keyFor(secret: string, purpose: string): Buffer {
  const known = keys.get(`${purpose}\0${secret}`)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', secret, '', `latchkey ${purpose}`, 32))
  keys.set(`${purpose}\0${secret}`, key)
  return key
}

/**
 * Encrypts a text with AES-256-GCM under the console's secret, as base64url: for what must be stored or shown and read
 * by nobody else. `bound` is what it belongs to, such as an id; it opens with the same only.
 */
export function seal(secret: string, purpose: string, bound: string, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), iv)
  cipher.setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url')
}

/** The text again, or null when it was sealed under another secret, for something else, or is no seal at all. */
export function unseal(secret: string, purpose: string, bound: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < IV_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), bytes.subarray(0, IV_BYTES))
    decipher.setAAD(Buffer.from(bound))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { consoleSecret } from './secret'

const ALGORITHM = 'aes-256-gcm'
/** NIST SP 800-38D, 5.2.1.1 recommends 96 bits. */
const IV_BYTES = 12
const TAG_BYTES = 16

const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', consoleSecret(), 'latchkey', use, 32))

/**
 * Encrypts a text for one use, such as `totp:<agent>:<factor>`. Sealed for one use it opens for no other, so a value that is
 * copied from row to row in the database is worth nothing.
 */
export function seal(use: string, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, keyFor('seal'), iv).setAAD(Buffer.from(use))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

/** What was sealed for this use, or null: another use, another secret of the console, or changed bytes. */
export function unseal(use: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < IV_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv(ALGORITHM, keyFor('seal'), bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(use)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** Bytes that follow from the console's secret and a use alone: the same again tomorrow, unknown to everybody else. */
export const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sha256', consoleSecret(), 'latchkey', `derive:${use}`, bytes))

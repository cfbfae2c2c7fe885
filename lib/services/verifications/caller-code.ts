import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>

/** Six digits from a secure source: NIST SP 800-63B-4, 4.2.1.2 asks for six and more. */
export const newCode = () => String(randomInt(1_000_000)).padStart(6, '0')

/** What is kept of a code: scrypt with 128 bits of salt (OWASP ASVS 5.0, 6.5.2: less than 112 bits of entropy is hashed like a password). */
export async function hashCode(code: string, salt = randomBytes(16)): Promise<{ codeHash: string; codeSalt: string }> {
  return { codeHash: (await derive(code, salt, 32)).toString('hex'), codeSalt: salt.toString('hex') }
}

/** Whether a code is the one that was hashed, in a time that does not tell where it differs. */
export async function isCode(code: string, kept: { codeHash: string | null; codeSalt: string | null }): Promise<boolean> {
  if (!kept.codeHash || !kept.codeSalt) return false
  const { codeHash } = await hashCode(code, Buffer.from(kept.codeSalt, 'hex'))
  return timingSafeEqual(Buffer.from(codeHash, 'hex'), Buffer.from(kept.codeHash, 'hex'))
}

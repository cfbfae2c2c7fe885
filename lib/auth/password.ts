import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password is the only factor. */
export const PASSWORD_MIN = 15
/** Long enough for any phrase, short enough not to be a burden on purpose. */
export const PASSWORD_MAX = 256

export const hashPassword = (password: string) => hash(password.normalize('NFC'), OPTIONS)

let decoy: Promise<string> | undefined

/** Checks a password. Without a hash it does the same work against a decoy, so that time does not tell who exists. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const matches = await verify(stored ?? (await decoy), password.normalize('NFC').slice(0, PASSWORD_MAX)).catch(() => false)
  return stored !== null && matches
}

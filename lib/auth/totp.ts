import { Secret, TOTP } from 'otpauth'
import { derive } from './seal'

/** RFC 6238: the values that every authenticator app knows. */
const PERIOD_SECONDS = 30
const DIGITS = 6
/** RFC 6238, 5.2: one step each way for a clock that is off and a code that is typed slowly. */
const WINDOW = 1
/** RFC 4226, 4: 160 bits. */
const SECRET_BYTES = 20

const totp = (secret: string, label = 'agent') => new TOTP({ issuer: 'Latchkey', label, secret: Secret.fromBase32(secret), digits: DIGITS, period: PERIOD_SECONDS })

export const stepAt = (now: Date) => Math.floor(now.getTime() / 1000 / PERIOD_SECONDS)

/** The code of a step. */
export const codeAt = (secret: string, step: number) => totp(secret).generate({ timestamp: step * PERIOD_SECONDS * 1000 })

/**
 * The secret that a session offers for enrolment. It follows from the session and how many factors were bound before, so
 * that a reload shows the same one and nothing is stored until its first code was right.
 */
export const secretToEnrol = (sessionId: string, boundBefore: number) => new Secret({ buffer: new Uint8Array(derive(`totp:${sessionId}:${boundBefore}`, SECRET_BYTES)).buffer }).base32

/** A secret by chance. */
export const newTotpSecret = () => new Secret({ size: SECRET_BYTES }).base32

/** The otpauth:// address that an app reads from the picture. */
export const enrolmentUri = (secret: string, email: string) => totp(secret, email).toString()

/** Six digits out of what was typed ("123 456"), or null. */
export function readCode(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}

/** The step whose code this is, within the window around now, or null. `ahead` widens the window into the future. */
export function stepOf(secret: string, code: string, now: Date, ahead = WINDOW): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: ahead })
  return delta === null || delta < -WINDOW ? null : stepAt(now) + delta
}

import { ENTRA_CODES } from './codes/entra'
import { lookUp } from './codes/code'
import type { Outcome, Reason } from '@/lib/evidence/vocabulary'

/** Numbers by which the sign-in log marks a step that a person still has to take, or that ends well a moment later. */
const INTERRUPTS = new Set([
  16000, 16001, 50058, 50072, 50074, 50076, 50079, 50097, 50125, 50127, 50129, 50136, 50140, 50158, 50168, 50199, 51006,
  70016,
])
/** The interrupts that ask nothing of the person: silent attempts, "stay signed in", a pending device code. */
const ASK_NOTHING = new Set([16000, 16001, 50058, 50136, 50140, 50168, 50199, 51006, 70016])

export type Judged = { outcome: Outcome; reason: Reason; meaning: string | undefined }

/** What a number means in the sign-in log; `more` is the record's own words, which tell some numbers' causes apart. */
export function judgeSignIn(number: number, more: string): Judged {
  const row = lookUp(ENTRA_CODES, `AADSTS${number}`)
  if (number === 0) return { outcome: 'success', reason: 'success', meaning: undefined }
  if (ASK_NOTHING.has(number)) return { outcome: 'challenge', reason: 'interrupt', meaning: row?.meaning }
  const reason = fromWords(number, more) ?? row?.reason ?? 'unknown'
  return { outcome: INTERRUPTS.has(number) ? 'challenge' : 'failure', reason, meaning: row?.meaning }
}

/** What a number means where a client was given it instead of a token: there most interrupts are a refusal. */
export function judgeError(number: number, more: string): Judged {
  const row = lookUp(ENTRA_CODES, `AADSTS${number}`)
  const reason = fromWords(number, more) ?? row?.reason ?? 'unknown'
  return { outcome: reason === 'interrupt' ? 'challenge' : 'failure', reason, meaning: row?.meaning }
}

/** Numbers that stand for several causes, told apart by the words beside them. */
function fromWords(number: number, more: string): Reason | undefined {
  if (number === 50053) return /malicious|blocked .{0,40}\bip\b|\bip\b.{0,40}block/i.test(more) ? 'ip_blocked' : undefined
  if (number !== 500121) return undefined
  if (/declined|denied; user|fraud|rejected/i.test(more)) return 'mfa_denied'
  return /verification code|incorrect|wrong code|OATH/i.test(more) ? 'mfa_code_invalid' : undefined
}

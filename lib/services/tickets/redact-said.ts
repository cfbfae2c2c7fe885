import { redact, REDACTED } from '@/lib/core/redact'

// How people give a secret away in a sentence: "my password is hunter2", "the SMS code was 482913". Bounded, so linear.
const SAID_PASSWORD = /\b((?:pass(?:word|code|phrase)|pwd|pin)(?: (?:is|was)| ?[:=])(?: now| still)? )(["'“‘«]?)([^\s"'”’»]{4,100})/gi
const SAID_CODE = /\b((?:my|sms|text|one-time|login|security|verification|backup|recovery|2fa|mfa) code(?: (?:is|was)| ?[:=]) )()(\d{4,10}\b)/gi
const ALGORITHM = /^(?:argon2|bcrypt|scrypt|pbkdf2|sha|md5)/i

/** A word that no sentence has in this place: "is right" and "is case-sensitive" say something, "is hunter2" is the thing itself. */
const isSecret = (word: string) => !ALGORITHM.test(word) && (/\d/.test(word) || /[!@#$%^&*_+=~]./.test(word) || /[a-z][A-Z]/.test(word))

/** Drops secrets from what a person said or wrote: those of records, and those given away in a sentence. Linear in the text's length. */
export function redactSaid(text: string): string {
  const drop = (whole: string, before: string, quote: string, word: string) => (quote !== '' || isSecret(word) ? `${before}${quote}${REDACTED}` : whole)
  return redact(text).replace(SAID_PASSWORD, drop).replace(SAID_CODE, drop)
}

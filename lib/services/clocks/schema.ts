import type { Hop } from '@/lib/evidence/vocabulary'

/** A clock that differs from another by so much that sign-ins fail of it. Milliseconds; positive = ahead. */
export type SkewFinding = {
  hop: Hop
  clock: string
  against: { hop: Hop; clock: string }
  offsetMs: number
  uncertaintyMs: number
  attempts: number
  /** An attempt that shows it. */
  traceId: string
  /** Between these the attempts lie that say so. */
  sinceAt: string
  seenAt: string
  breaks: string[]
}

/** By how much clocks may differ before what depends on them breaks. Milliseconds. */
export const LIMITS = [
  { ms: 30_000, breaks: 'one-time codes of a single 30 s step (RFC 6238, 5.2)' },
  { ms: 60_000, breaks: 'codes with a step either way, and tokens checked with a minute of leeway (nbf, iat, exp; SAML conditions)' },
  { ms: 300_000, breaks: 'Kerberos (5 minutes, RFC 4120) and tokens checked with five minutes of leeway' },
] as const

import type { CaseFile } from '@/lib/evidence/case'
import type { Bucket, BucketOrNone, Nature, RecoveryAction } from '@/lib/evidence/vocabulary'
import type { Sign } from '@/lib/signs/define'

/** A sign's weight of evidence for one cause, in decibans (Good, 1950): `for` when present, `against` when absent. */
export type Weighted = { sign: Sign; for: number; against: number }

export type Cause = {
  /** Equal to the file's name. */
  slug: string
  title: string
  bucket: Bucket | 'undetermined'
  /** Buckets that an expert may defend as well. */
  also: readonly Bucket[]
  nature: Nature
  /** Another of its buckets that it belongs to when a sign is present: the same mistake can sit in two places. */
  leans?: { when: Sign; bucket: Bucket }
  /** One sentence: what is broken. */
  what: string
  why: string
  /** Prior in decibans against all other causes; about −20 for the rare, −8 for the daily. */
  prior: number
  signs: readonly Weighted[]
  fix: { summary: string; steps: readonly string[] }
  /** How to see that the fix took. */
  confirm: string
  /** Recoveries that fit, best first, with what each does here in words ("She gets in after 09:34"). */
  recoveries: readonly { action: RecoveryAction; consequence: string }[]
  prevention: string
  mistakenFor: readonly { cause: string; because: string }[]
  /** What to tell the person, leaking no code, state, version or rule. */
  reply: string
  references: readonly { title: string; url: string }[]
  /** At least one case that the engine must give this cause first, and one that it must not. */
  examples: readonly { name: string; case: CaseFile; expect: 'this' | 'other' }[]
}

/** Declares a cause: one file in lib/causes, nothing else to touch. */
export function defineCause(cause: Cause): Cause {
  return cause
}

export const BUCKET_TITLES: Readonly<Record<BucketOrNone, string>> = {
  credential: 'Credential',
  token_session: 'Token and session',
  idp_sso: 'IdP and SSO',
  policy: 'Policy',
  config_drift: 'Config drift',
  undetermined: 'None of these',
}

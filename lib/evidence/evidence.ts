import type { CaseFile } from './case'
import type { EventFacts } from './event'
import type { ChangeKind, FactorKind, Scope } from './vocabulary'

/**
 * A case file read: what signs look at. Times are epoch milliseconds UTC. `null` always means unknown, never "no":
 * a sign that needs it answers unknown.
 */
export type Evidence = {
  reportedAt: number | null
  environment: string | null
  experience: {
    message: string | null
    statusCode: number | null
    url: string | null
    symptom: string | null
    scope: Scope | null
    lastWorked: string | null
    lastWorkedAt: number | null
    variation: string | null
  }
  /** Question id → answer id. */
  answers: Readonly<Record<string, string>>
  account: AccountFacts | null
  /** True when a record was looked for under the identifier given; with `account` null it does not exist there. */
  accountSought: boolean
  elsewhere: readonly AccountFacts[]
  providers: readonly ProviderFacts[]
  blocks: readonly BlockFacts[]
  changes: readonly ChangeFacts[]
  config: readonly ConfigFact[]
  /** Recognised log records, oldest first where they have times; `line` is the index in the case's logs. */
  events: readonly (EventFacts & { line: number; format: string; ms: number | null })[]
  /** Log lines that no format recognised, with their index. */
  unrecognised: readonly { line: number; raw: string }[]
  pattern: CaseFile['pattern'] | null
  /** Everything a person wrote or saw (message, symptom, variation, last worked) in lower case, for signs over words. */
  words: string
  /** Every log line in lower case, one a line, bounded to 256 KiB. */
  logText: string
  /** What the changes say that somebody picked, in lower case, one a line. An inventory stays out, and what belongs to another environment. */
  changeText: string
  /** The record as it was given, as JSON in lower case: fields of vendors that no fact is read from. */
  recordText: string
  /** Settings that were picked because they tell something, as "service key=value" in lower case, one a line. An inventory stays out. */
  settingsText: string
}

export type AccountFacts = {
  id: string | null
  environment: string | null
  identifiers: readonly string[]
  isActive: boolean | null
  lockedUntil: number | null
  deletedAt: number | null
  suspendedAt: number | null
  expiresAt: number | null
  /** undefined-like unknown is null; `false` = known to be unverified. */
  emailVerified: boolean | null
  onboardingCompleted: boolean | null
  passwordChangedAt: number | null
  passwordHashAlgorithm: string | null
  hasPassword: boolean | null
  lastLoginAt: number | null
  failedAttempts: number | null
  mfaRequired: boolean | null
  privileged: boolean | null
  groups: readonly string[] | null
  factors: readonly FactorFacts[] | null
  sessions: readonly SessionFacts[] | null
  /** Linked providers by name. */
  linked: readonly string[] | null
  createdAt: number | null
  /** The record as given, for signs over vendor fields. */
  raw: Readonly<Record<string, unknown>>
}

export type FactorFacts = {
  id: string | null
  kind: FactorKind | string
  label: string | null
  isDefault: boolean | null
  enrolledAt: number | null
  lastUsedAt: number | null
  /** Steps by which the last codes were off, newest last; empty = unknown. */
  offsets: readonly number[]
}

export type SessionFacts = {
  id: string | null
  startedAt: number | null
  lastSeenAt: number | null
  endedAt: number | null
  label: string | null
}

export type ProviderFacts = {
  name: string
  protocol: 'saml' | 'oidc' | 'ldap' | string | null
  issuer: string | null
  audience: string | null
  /** SHA-256 fingerprints of the certificates that we hold, with their expiry. */
  certificates: readonly { fingerprint: string; notAfter: number | null }[]
  groupMapping: Readonly<Record<string, string>>
  expectedClaims: readonly string[]
}

export type BlockFacts = {
  id: string | null
  kind: 'account' | 'ip' | 'cidr' | string
  value: string
  since: number | null
  until: number | null
  reason: string | null
}

export type ChangeFacts = {
  id: string | null
  ms: number | null
  kind: ChangeKind | null
  service: string | null
  environment: string | null
  from: string | null
  to: string | null
  summary: string
  /** True when it came before the first failure; null where the order is not known. */
  beforeFirstFailure: boolean | null
  suspect: boolean
}

export type ConfigFact = {
  service: string | null
  environment: string | null
  key: string
  value: string | null
  fingerprint: string | null
}

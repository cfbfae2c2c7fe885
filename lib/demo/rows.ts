import type { EventDetails } from '@/lib/evidence/event'
import type { ChangeKind, Channel, FactorKind, Hop, Outcome, Reason, Scope } from '@/lib/evidence/vocabulary'

/** The rows that the generator makes, in the schema's names. Times are ISO 8601 in UTC. */
export type DirectoryRow = {
  id: string
  name: string
  environment: string
  kind: string
  resetUrl: string
  verifyUrl: string
}

export type AccountRow = {
  id: string
  directoryId: string
  externalId: string
  environment: string
  email: string
  emailKey: string
  username: string | null
  name: string
  nameKey: string
  phone: string | null
  phoneKey: string | null
  team: string
  isActive: boolean
  lockedUntil: string | null
  lockReason: string | null
  deletedAt: string | null
  suspendedAt: string | null
  suspendedReason: string | null
  expiresAt: string | null
  emailVerifiedAt: string | null
  onboardingCompletedAt: string | null
  passwordChangedAt: string | null
  passwordHashAlgorithm: string | null
  passwordHashParams: Record<string, number> | null
  lastLoginAt: string | null
  failedAttempts: number
  mfaRequired: boolean
  privileged: boolean
  groups: string[]
  createdAt: string
  updatedAt: string
}

export type FactorRow = {
  id: string
  accountId: string
  kind: FactorKind
  label: string
  isDefault: boolean
  enrolledAt: string
  lastUsedAt: string | null
  codesLeft: number | null
}

export type SessionRow = {
  id: string
  accountId: string
  kind: 'browser' | 'app' | 'refresh_token'
  label: string
  startedAt: string
  lastSeenAt: string
  endedAt: string | null
  endReason: string | null
  ip: string
  country: string
}

export type IdentityRow = { id: string; accountId: string; providerId: string; subject: string; linkedAt: string }

export type BlockRow = {
  id: string
  kind: 'account' | 'ip' | 'cidr'
  environment: string
  accountId: string | null
  address: string | null
  rule: string
  reason: string
  count: number
  limit: number
  windowSeconds: number
  createdAt: string
  expiresAt: string | null
  clearedAt: string | null
}

export type ProviderRow = {
  id: string
  name: string
  environment: string
  protocol: 'saml' | 'oidc'
  entityId: string | null
  issuer: string | null
  endpoints: Record<string, string>
  audience: string
  certificates: { fingerprint: string; notAfter: string; subject: string }[]
  expectedClaims: string[]
  groupMapping: Record<string, string>
  updatedAt: string
}

export type Difference = { key: string; before: string | null; after: string | null; secret: boolean }

export type ChangeRow = {
  id: string
  source: string
  sourceId: string
  at: string
  receivedAt: string
  environment: string
  service: string
  kind: ChangeKind
  from: string | null
  to: string | null
  summary: string
  author: string
  url: string | null
  paths: string[]
  labels: string[]
  diff: Difference[]
  relevance: number
  relevanceReasons: string[]
}

export type ConfigRow = {
  id: string
  environment: string
  service: string
  key: string
  value: string | null
  fingerprint: string | null
  updatedAt: string
}

/** An event before it is written: `ms` is the source's own time, `receivedMs` ours. */
export type DemoEvent = {
  ms: number
  receivedMs?: number
  environment: string
  service?: string
  version?: string
  hop: Hop
  host?: string
  traceId?: string
  durationMs?: number
  outcome: Outcome
  reason: Reason
  code?: string
  rule?: string
  message?: string
  attempted?: string
  accountId?: string
  client?: string
  clientVersion?: string
  provider?: string
  ip?: string
  userAgent?: string
  country?: string
  details?: EventDetails
  format?: string
  raw?: string
}

/** A ticket with its experience, as a person reported it. */
export type DemoTicket = {
  minutesAgo: number
  subject: string
  channel: Channel
  environment?: string
  reporterName: string
  reporterEmail?: string
  identifier: string
  message?: string
  statusCode?: number
  url?: string
  symptom: string
  scope: Scope
  lastWorked?: string
  lastWorkedMs?: number
  variation?: string
  assignee?: 'ines' | 'tomasz' | 'ada'
  status?: 'open' | 'waiting' | 'solved'
  /** Minutes after opening at which it was solved. */
  solvedAfter?: number
}

import type { CaseFile } from '@/lib/evidence/case'

/** Short forms for the examples of causes: a Monday morning, one person, the console's own event format. */
const AT = '2026-10-05T09:01:12Z'

const record = (outcome: 'failure' | 'success', reason: string, more: object) => ({
  raw: { latchkey: 1, at: AT, hop: 'auth', service: 'auth-service', outcome, reason, attempted: 'maya@example.com', ...more },
})

export const failure = (reason: string, more: object = {}) => record('failure', reason, more)
export const success = (more: object = {}) => record('success', 'success', { at: '2026-10-02T16:48:09Z', ...more })

/** A record in which nothing stops a sign-in. */
export const account = (more: object = {}): Record<string, unknown> => ({
  id: 'usr_01',
  email: 'maya@example.com',
  environment: 'production',
  isActive: true,
  lockedUntil: null,
  deletedAt: null,
  suspendedAt: null,
  expiresAt: null,
  emailVerifiedAt: '2025-01-10T10:00:00Z',
  onboardingCompletedAt: '2025-01-10T10:05:00Z',
  passwordChangedAt: '2026-06-01T10:00:00Z',
  passwordHashAlgorithm: 'bcrypt',
  lastLoginAt: '2026-10-02T16:48:09Z',
  failedAttempts: 0,
  factors: [],
  sessions: [],
  ...more,
})

export const onePerson = { people: 1, usual: 1, failures: 3, successes: 400, sources: 1, unknownNames: 0 }
export const crowd = (traits: { trait: string; value: string; hit: number; others: number }[] = [], people = 43) => ({
  people,
  usual: 1,
  failures: people * 4,
  successes: 900,
  sources: people,
  unknownNames: 0,
  traits,
})

type Parts = Omit<CaseFile, 'version'>

/** A case whose engine's first cause must be this one. */
export const isThis = (name: string, parts: Parts) => ({ name, expect: 'this' as const, case: caseOf(parts) })

/** A case that resembles it and is another's. */
export const isOther = (name: string, parts: Parts) => ({ name, expect: 'other' as const, case: caseOf(parts) })

const caseOf = (parts: Parts): CaseFile => ({ version: 1, reportedAt: '2026-10-05T09:06:00Z', environment: 'production', ...parts })

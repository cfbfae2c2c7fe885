import { environmentName } from '@/lib/core/environment-name'
import type { AccountFacts, FactorFacts, SessionFacts } from './evidence'
import { isActive, lockedUntil, suspendedAt, verifiedByStatus } from './read-status'
import { byName, objectsOf, textOf, textsOf, timeOf, yesNo, type Look } from './values'

/** A field that says "no longer" by being set: a time, or plain true. True without a time is as old as time. */
function since(look: Look, at: readonly string[], flags: readonly string[]): number | null {
  const time = timeOf(look(...at))
  if (time !== null) return time
  return yesNo(look(...flags, ...at)) === true ? 0 : null
}

/** Yes when a time or a true is there, no when the record says null or false, unknown when it says nothing. */
function happened(look: Look, ...names: string[]): boolean | null {
  const value = look(...names)
  if (value === undefined) return null
  if (value === null) return false
  return yesNo(value) ?? timeOf(value) !== null
}

/** PHC and crypt prefixes: "$argon2id$v=19$…", "$2b$12$…", "$scrypt$…", "$6$…"; "{SSHA}" of LDAP; "pbkdf2_sha256$" of Django. */
const PREFIXES: readonly [RegExp, string][] = [
  [/^\$argon2id/, 'argon2id'],
  [/^\$argon2i/, 'argon2i'],
  [/^\$2[abxy]?\$/, 'bcrypt'],
  [/^\$(scrypt|7)\$/, 'scrypt'],
  [/^\$?pbkdf2/i, 'pbkdf2'],
  [/^\$[156]\$/, 'sha-crypt'],
  [/^\{ssha/i, 'ssha'],
]

function hashAlgorithm(look: Look): string | null {
  const named = textOf(look('passwordHashAlgorithm', 'hashAlgorithm', 'passwordAlgorithm', 'hashAlgo', 'passwordAlgo'), 60)
  if (named) return named.toLowerCase()
  const prefix = textOf(look('passwordHashPrefix', 'passwordHash', 'hashPrefix', 'hash', 'encryptedPassword', 'passwordDigest', 'password'), 60)
  return prefix ? (PREFIXES.find(([pattern]) => pattern.test(prefix))?.[1] ?? null) : null
}

function hasPassword(look: Look): boolean | null {
  const said = yesNo(look('hasPassword', 'passwordSet', 'localPassword'))
  if (said !== null) return said
  const hash = look('passwordHash', 'encryptedPassword', 'passwordDigest', 'passwordHashPrefix')
  if (hash === null || hash === '') return false
  if (typeof hash === 'string' || hashAlgorithm(look) !== null) return true
  return look('passwordHashAlgorithm') === null && look('passwordChangedAt') === null ? false : null
}

/** A count: a whole number that is not negative. */
function countOf(value: unknown): number | null {
  const count = Number(textOf(value, 12) ?? Number.NaN)
  return Number.isInteger(count) && count >= 0 ? count : null
}

function readFactor(record: Record<string, unknown>): FactorFacts {
  const look = byName(record)
  const offsets = look('offsets', 'totpOffsets')
  return {
    id: textOf(look('id', 'factorId'), 100),
    kind: textOf(look('kind', 'type', 'factorType', 'method'), 40) ?? 'unknown',
    label: textOf(look('label', 'name', 'device'), 100),
    isDefault: yesNo(look('isDefault', 'default', 'primary')),
    enrolledAt: timeOf(look('enrolledAt', 'createdAt', 'created')),
    lastUsedAt: timeOf(look('lastUsedAt', 'lastUsed', 'usedAt')),
    offsets: Array.isArray(offsets) ? offsets.filter((offset) => typeof offset === 'number').slice(-20) : [],
  }
}

function readFactors(value: unknown): FactorFacts[] | null {
  if (!Array.isArray(value)) return null
  return value.slice(0, 50).map((item: unknown) => readFactor(typeof item === 'string' ? { kind: item } : (objectsOf([item])[0] ?? {})))
}

function readSession(record: Record<string, unknown>): SessionFacts {
  const look = byName(record)
  return {
    id: textOf(look('id', 'sessionId'), 100),
    startedAt: timeOf(look('startedAt', 'createdAt', 'start', 'created', 'issuedAt')),
    lastSeenAt: timeOf(look('lastSeenAt', 'lastActiveAt', 'lastAccess', 'lastUsedAt')),
    endedAt: timeOf(look('endedAt', 'revokedAt', 'expiredAt')),
    label: textOf(look('label', 'device', 'userAgent'), 200),
  }
}

/** A user's record in any shape. Names are matched without regard to case, dashes and underscores. */
export function readAccount(record: Readonly<Record<string, unknown>>): AccountFacts {
  const look = byName(record)
  const sessions = look('sessions', 'activeSessions', 'refreshTokens')
  return {
    id: textOf(look('id', 'userId', 'externalId', 'sub'), 200),
    environment: environmentName(textOf(look('environment', 'env'), 60), null),
    identifiers: ['email', 'username', 'userName', 'userPrincipalName', 'login', 'sAMAccountName', 'loginId', 'originalLoginId', 'identifier', 'phone'].flatMap((name) => textOf(look(name), 320) ?? []),
    isActive: isActive(look),
    lockedUntil: lockedUntil(look),
    deletedAt: since(look, ['deletedAt', 'removedAt'], ['deleted', 'isDeleted']),
    suspendedAt: suspendedAt(look),
    expiresAt: timeOf(look('expiresAt', 'accountExpires', 'accountExpiresAt', 'validUntil')),
    emailVerified: happened(look, 'emailVerifiedAt', 'emailVerified', 'emailConfirmed', 'emailConfirmedAt', 'verifiedAt', 'confirmedAt', 'confirmed', 'verified', 'isVerified') ?? verifiedByStatus(look),
    onboardingCompleted: happened(look, 'onboardingCompletedAt', 'onboardingCompleted', 'profileCompleted'),
    passwordChangedAt: timeOf(look('passwordChangedAt', 'passwordLastSet', 'pwdLastSet', 'lastPasswordChange', 'passwordUpdatedAt')),
    passwordHashAlgorithm: hashAlgorithm(look),
    hasPassword: hasPassword(look),
    lastLoginAt: timeOf(look('lastLoginAt', 'lastLogin', 'lastSignInAt', 'lastSignIn')),
    failedAttempts: countOf(look('failedAttempts', 'failedLogins', 'failedLoginAttempts', 'accessFailedCount', 'badPwdCount')),
    mfaRequired: yesNo(look('mfaRequired', 'mfaEnabled', 'twoFactorEnabled', 'totpEnabled')),
    privileged: yesNo(look('privileged', 'isAdmin', 'admin')),
    groups: textsOf(look('groups', 'roles', 'memberOf')),
    factors: readFactors(look('factors', 'mfaFactors', 'authenticators')),
    sessions: Array.isArray(sessions) ? objectsOf(sessions, 200).map(readSession) : null,
    linked: textsOf(look('linked', 'providers', 'identities', 'linkedProviders')),
    createdAt: timeOf(look('createdAt', 'created', 'registeredAt')),
    raw: record,
  }
}

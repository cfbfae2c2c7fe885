import { z } from 'zod'
import { name, sentence, time, word } from '@/lib/evidence/record-fields'
import { FACTOR_KINDS } from '@/lib/evidence/vocabulary'

export { changeRecordSchema, type ChangeRecord } from '@/lib/evidence/change-record'

const optionalTime = time.nullish()
const address = z.union([z.ipv4(), z.ipv6()]).nullish()

const factorSchema = z.object({
  /** Best a UUID, so that events can name the factor. */
  id: word(200).pipe(z.string().min(1)),
  kind: z.enum(FACTOR_KINDS),
  label: sentence(200).default(''),
  isDefault: z.boolean().default(false),
  enrolledAt: time,
  lastUsedAt: optionalTime,
  removedAt: optionalTime,
  codesLeft: z.number().int().min(0).max(1000).nullish(),
})

const sessionSchema = z.object({
  id: word(200).pipe(z.string().min(1)),
  kind: word(40).default('browser'),
  label: sentence(200).default(''),
  startedAt: time,
  lastSeenAt: time,
  endedAt: optionalTime,
  endReason: sentence(200).nullish(),
  ip: address,
  country: word(100).nullish(),
})

const identitySchema = z.object({ provider: name, protocol: z.enum(['saml', 'oidc', 'ldap']).default('oidc'), subject: word(500).pipe(z.string().min(1)), linkedAt: optionalTime })

/** A user's record as its directory has it now: what is left out counts as not set. */
export const accountRecordSchema = z.object({
  /** The directory's own id of the person. */
  id: word(200).pipe(z.string().min(1)),
  directory: name,
  /** Default: the environment of the request, else production. */
  environment: name.nullish(),
  email: word(320).default(''),
  username: word(200).nullish(),
  name: word(200).default(''),
  phone: word(40).nullish(),
  team: word(100).nullish(),
  isActive: z.boolean().default(true),
  lockedUntil: optionalTime,
  lockReason: sentence(500).nullish(),
  deletedAt: optionalTime,
  suspendedAt: optionalTime,
  suspendedReason: sentence(500).nullish(),
  expiresAt: optionalTime,
  emailVerifiedAt: optionalTime,
  onboardingCompletedAt: optionalTime,
  passwordChangedAt: optionalTime,
  passwordHashAlgorithm: sentence(60).nullish(),
  /** Cost parameters of the hash, never the hash itself. */
  passwordHashParams: z.record(z.string().max(60), z.number()).nullish(),
  passwordResetRequired: z.boolean().default(false),
  lastLoginAt: optionalTime,
  failedAttempts: z.number().int().min(0).max(1_000_000).default(0),
  mfaRequired: z.boolean().default(false),
  privileged: z.boolean().default(false),
  groups: z.array(word(200)).max(500).default([]),
  createdAt: optionalTime,
  /** The whole list: a factor that is no longer in it counts as removed. Left out: nothing is said of factors. */
  factors: z.array(factorSchema).max(50).optional(),
  /** Sessions that began or went on; those left out stay as they are. */
  sessions: z.array(sessionSchema).max(200).optional(),
  /** The person's identities at providers. */
  linked: z.array(identitySchema).max(50).optional(),
})
export type AccountRecord = z.infer<typeof accountRecordSchema>

export const configRecordSchema = z.object({
  /** Default: the environment of the request, else production. */
  environment: name.nullish(),
  service: name,
  key: word(200).pipe(z.string().min(1)),
  value: z.union([z.string().max(100_000), z.number(), z.boolean()]).nullish(),
  /** True for a value that must not be stored. A key that names a secret is one without it. */
  secret: z.boolean().optional(),
  updatedAt: time.nullish(),
})
export type ConfigRecord = z.infer<typeof configRecordSchema>

export const problemSchema = z.object({ index: z.number().int(), type: z.string(), detail: z.string() })
/** received = stored + duplicate + rejected, always. The first 1,000 problems are told. */
export const ingestResultSchema = z.object({
  received: z.number().int(),
  stored: z.number().int(),
  duplicate: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(problemSchema),
})
export type IngestResult = z.infer<typeof ingestResultSchema>
export type IngestProblem = z.infer<typeof problemSchema>

/** The same for a webhook; ignored counts deliveries that change nothing that runs. */
export const hookResultSchema = ingestResultSchema.extend({ ignored: z.number().int() })
export type HookResult = z.infer<typeof hookResultSchema>

import { z } from 'zod'
import { CHANGE_KINDS, FACTOR_KINDS } from '@/lib/evidence/vocabulary'

const name = z.string().trim().min(1).max(100)
const text = z.string().max(2000)
const time = z.iso.datetime({ offset: true })
const optionalTime = time.nullish()

export const changeRecordSchema = z.object({
  /** The source's own id: the same one again is a duplicate. */
  id: z.string().min(1).max(300),
  at: time,
  environment: name,
  service: name,
  kind: z.enum(CHANGE_KINDS),
  from: text.nullish(),
  to: text.nullish(),
  summary: text.default(''),
  author: z.string().max(200).nullish(),
  url: z.url({ protocol: /^https?$/ }).max(2000).nullish(),
  paths: z.array(z.string().max(500)).max(500).default([]),
  labels: z.array(z.string().max(100)).max(50).default([]),
  diff: z.array(z.object({ key: z.string().max(200), before: text.nullish(), after: text.nullish(), secret: z.boolean().default(false) })).max(200).default([]),
})
export type ChangeRecord = z.infer<typeof changeRecordSchema>

export const accountRecordSchema = z.object({
  id: z.string().min(1).max(200),
  directory: name,
  environment: name,
  email: z.string().max(320),
  username: z.string().max(200).nullish(),
  name: z.string().max(200).default(''),
  phone: z.string().max(40).nullish(),
  team: z.string().max(100).nullish(),
  isActive: z.boolean().default(true),
  lockedUntil: optionalTime,
  lockReason: text.nullish(),
  deletedAt: optionalTime,
  suspendedAt: optionalTime,
  suspendedReason: text.nullish(),
  expiresAt: optionalTime,
  emailVerifiedAt: optionalTime,
  onboardingCompletedAt: optionalTime,
  passwordChangedAt: optionalTime,
  passwordHashAlgorithm: z.string().max(60).nullish(),
  passwordResetRequired: z.boolean().default(false),
  lastLoginAt: optionalTime,
  failedAttempts: z.number().int().min(0).max(1_000_000).default(0),
  mfaRequired: z.boolean().default(false),
  privileged: z.boolean().default(false),
  groups: z.array(z.string().max(200)).max(500).default([]),
  factors: z.array(z.object({ id: z.string().max(200), kind: z.enum(FACTOR_KINDS), label: z.string().max(200).default(''), isDefault: z.boolean().default(false), enrolledAt: time, lastUsedAt: optionalTime })).max(50).default([]),
  sessions: z.array(z.object({ id: z.string().max(200), kind: z.string().max(40).default('browser'), label: z.string().max(200).default(''), startedAt: time, lastSeenAt: time, endedAt: optionalTime })).max(200).default([]),
})
export type AccountRecord = z.infer<typeof accountRecordSchema>

export const configRecordSchema = z.object({
  environment: name,
  service: name,
  key: z.string().trim().min(1).max(200),
  value: z.string().max(10_000).nullish(),
  /** True for a value that must not be stored; guessed from the key when left out. */
  secret: z.boolean().optional(),
  updatedAt: time.optional(),
})
export type ConfigRecord = z.infer<typeof configRecordSchema>

export const problemSchema = z.object({ index: z.number().int(), type: z.string(), detail: z.string() })
/** received = stored + duplicate + rejected, always. */
export const ingestResultSchema = z.object({
  received: z.number().int(),
  stored: z.number().int(),
  duplicate: z.number().int(),
  rejected: z.number().int(),
  problems: z.array(problemSchema),
})
export type IngestResult = z.infer<typeof ingestResultSchema>
export type IngestProblem = z.infer<typeof problemSchema>

import { z } from 'zod'
import { isObject } from './values'
import { CHANGE_KINDS, SCOPES } from './vocabulary'

/**
 * A case file: a ticket's evidence as JSON, outside any database (docs/case-format.md). Every field but `version` may be
 * missing or null; what is unknown is kept and never an error. The console exports a ticket as one, and every verdict is
 * reached from one, so an exported case gives the verdict that the page showed.
 */
const text = z.string().nullish()
/** Taken as it is: z.record would look at every field of it once more. */
const loose = z.custom<Record<string, unknown>>(isObject, 'Expected an object').meta({ type: 'object', additionalProperties: {} })
/** Whether a value may stand among the logs of a case. */
export const isLine = (value: unknown) => typeof value === 'string' || (isObject(value) && 'raw' in value)
const line = z
  .custom<string | { raw?: unknown }>(isLine, 'Expected a text or an object with "raw"')
  .meta({ anyOf: [{ type: 'string' }, { type: 'object', properties: { raw: {} }, required: ['raw'], additionalProperties: {} }] })

export const experienceSchema = z.looseObject({
  message: text,
  statusCode: z.number().int().nullish(),
  url: text,
  symptom: text,
  scope: z.enum(SCOPES).nullish().catch(null),
  lastWorked: text,
  lastWorkedAt: text,
  variation: text,
  /** What the person answered to the questions of lib/questions: question id → answer id. */
  answers: z.record(z.string(), z.string()).nullish(),
})

export const caseChangeSchema = z.looseObject({
  id: text,
  at: text,
  kind: z.enum(CHANGE_KINDS).nullish().catch(null),
  service: text,
  environment: text,
  from: text,
  to: text,
  summary: text,
  beforeFirstFailure: z.boolean().nullish(),
  suspect: z.boolean().nullish(),
})

export const caseConfigSchema = z.looseObject({
  service: text,
  environment: text,
  key: text,
  value: z.unknown(),
  /** Keyed fingerprint that stands for a secret's value. */
  fingerprint: text,
})

/** How many fail with the same signature, and what they share: the answer to "am I alone?". */
export const casePatternSchema = z.looseObject({
  people: z.number().int().nonnegative(),
  since: text,
  /** Same window in earlier weeks, mean of distinct accounts. */
  usual: z.number().nonnegative().nullish(),
  failures: z.number().int().nonnegative().nullish(),
  successes: z.number().int().nonnegative().nullish(),
  sources: z.number().int().nonnegative().nullish(),
  /** Failures whose identifier belongs to no account. */
  unknownNames: z.number().int().nonnegative().nullish(),
  /** Share (0 to 1) of those hit, and of those not hit, that have a trait. */
  traits: z
    .array(z.looseObject({ trait: z.string(), value: z.string(), hit: z.number(), others: z.number() }))
    .nullish(),
})

export const caseFileSchema = z.looseObject({
  version: z.literal(1),
  reportedAt: text,
  environment: text,
  experience: experienceSchema.nullish(),
  /** A user's record in any shape; null = nobody looked. `accountSought: true` with no account = looked for, not there. */
  account: loose.nullish(),
  accountSought: z.boolean().nullish(),
  /** Records of the same person in other environments. */
  elsewhere: z.array(loose).nullish(),
  providers: z.array(loose).nullish(),
  blocks: z.array(loose).nullish(),
  changes: z.array(caseChangeSchema).nullish(),
  /** Raw lines or vendor JSON; each is recognised on its own. */
  logs: z.array(line).nullish(),
  config: z.array(caseConfigSchema).nullish(),
  pattern: casePatternSchema.nullish(),
})
export type CaseFile = z.infer<typeof caseFileSchema>

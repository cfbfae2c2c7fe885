import { z } from 'zod'
import { BUCKETS_WITH_NONE, NATURES, RECOVERY_ACTIONS } from './vocabulary'

const probability = z.number().min(0).max(1)

/** The answer of the engine, as docs/case-format.md gives it. Weights are decibans (10 log10 of the likelihood ratio). */
export const verdictSchema = z.object({
  bucket: z.enum(BUCKETS_WITH_NONE),
  nature: z.enum(NATURES),
  /** Slug of a cause; null when undetermined and nothing stands out. */
  cause: z.string().nullable(),
  confidence: probability,
  buckets: z.record(z.enum(BUCKETS_WITH_NONE), probability),
  alternatives: z.array(
    z.object({ cause: z.string(), bucket: z.enum(BUCKETS_WITH_NONE), confidence: probability }),
  ),
  evidence: z.array(
    z.object({ sign: z.string(), weight: z.number(), because: z.string(), source: z.string() }),
  ),
  /** Signs of the leading cause that the facts do not answer. */
  unknown: z.array(z.object({ sign: z.string(), ask: z.string() })).default([]),
  /** What separates the leading cause from its look-alikes. */
  lookalikes: z
    .array(z.object({ cause: z.string(), confidence: probability, because: z.string() }))
    .default([]),
  missing: z.array(
    z.object({ question: z.string().optional(), ask: z.string(), why: z.string(), gain: z.number() }),
  ),
  fix: z.object({ summary: z.string(), steps: z.array(z.string()) }),
  recoveries: z.array(z.object({ action: z.enum(RECOVERY_ACTIONS), tier: z.number().int().min(0).max(4) })),
  /** Prior and sum of the leading cause in decibans. */
  prior: z.number(),
  sum: z.number(),
  events: z
    .array(
      z.object({
        line: z.number().int(),
        format: z.string(),
        at: z.string().nullable(),
        outcome: z.string(),
        reason: z.string(),
        code: z.string().nullable(),
        account: z.string().nullable(),
        ip: z.string().nullable(),
      }),
    )
    .default([]),
})
export type Verdict = z.infer<typeof verdictSchema>

/** From here on a cause is named; below it is the best guess, with the checks to make. */
export const NAMED_FROM = 0.7
/** From here on the bucket with the greatest share is named although no cause is: it tells who looks next. */
export const BUCKET_FROM = 0.4

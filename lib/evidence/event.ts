import { z } from 'zod'
import { HOPS, OUTCOMES, REASONS } from './vocabulary'

/**
 * What one log record may say beyond who, when and how it ended. Every format fills the same names, so a sign reads one
 * name whatever system wrote the line. Unknown keys are dropped by the format, not stored.
 */
export const eventDetailsSchema = z
  .object({
    /** Seconds since the page was loaded in the browser that saw the failure. */
    pageAgeSeconds: z.number().nonnegative(),
    /** Lifetime of the access token in seconds. */
    tokenLifetimeSeconds: z.number().nonnegative(),
    /** Whether the client called the refresh endpoint since the page was loaded. */
    refreshed: z.boolean(),
    /** Steps (usually of 30 s) by which the code offered was off; negative = the device's clock is behind. RFC 6238, 5.2. */
    totpOffsetSteps: z.number().int(),
    /** Seconds between sending a code or link and its delivery to the person's device. */
    deliverySeconds: z.number().nonnegative(),
    /** Seconds for which a code or link is valid. */
    validitySeconds: z.number().nonnegative(),
    factorId: z.string(),
    factorLabel: z.string(),
    factorKind: z.string(),
    /** What the two values below are values of: redirect_uri, aud, iss, certificate, groups, kid, rp_id … */
    compared: z.string(),
    expected: z.string(),
    actual: z.string(),
    /** Groups that an assertion or token carried. */
    groups: z.array(z.string()),
    /** The algorithm of the stored password hash, and those the running version can verify. */
    hashAlgorithm: z.string(),
    verifiers: z.array(z.string()),
    /** Whether the cookie that carries the sign-in came back with the request. */
    cookiePresent: z.boolean(),
    /** Whether the page runs inside another site's frame. */
    embedded: z.boolean(),
    browser: z.string(),
    sessionId: z.string(),
    sessionStartedAt: z.iso.datetime(),
    /** Seconds by which the clock that judged differs from the clock that issued; positive = issued in the judge's future. */
    clockSkewSeconds: z.number(),
    /** The counter and its limit when a rate limit or lock fired, its window in seconds, and the block that it set. */
    count: z.number().int().nonnegative(),
    limit: z.number().int().nonnegative(),
    windowSeconds: z.number().nonnegative(),
    blockId: z.string(),
    retryAfterSeconds: z.number().nonnegative(),
    lockedUntil: z.iso.datetime(),
    country: z.string(),
    statusCode: z.number().int(),
    path: z.string(),
  })
  .partial()
export type EventDetails = z.infer<typeof eventDetailsSchema>

/** One log record, normalised: what a format makes of a line, and what the console's own JSON format carries. */
export const eventFactsSchema = z.object({
  /** The source's own time, UTC; null where the line has none. */
  at: z.iso.datetime().nullable(),
  /** The source's own id of this record, where it has one: makes the same record again a duplicate. */
  sourceId: z.string().nullish(),
  environment: z.string().nullish(),
  service: z.string().nullish(),
  /** Version of the service that wrote the record. */
  version: z.string().nullish(),
  hop: z.enum(HOPS),
  host: z.string().nullish(),
  /** Ties the records of one attempt together: W3C trace id, request id, transaction or correlation id. */
  traceId: z.string().nullish(),
  durationMs: z.number().nonnegative().nullish(),
  outcome: z.enum(OUTCOMES),
  reason: z.enum(REASONS),
  /** The source's own code, word for word. */
  code: z.string().nullish(),
  /** The rule that decided, where the source names it. */
  rule: z.string().nullish(),
  message: z.string().nullish(),
  /** The identifier as it was typed, and the account's own id where the source resolved it: never the same field. */
  attempted: z.string().nullish(),
  accountId: z.string().nullish(),
  /** Application or OAuth client, its version, and the identity provider or connection. */
  client: z.string().nullish(),
  clientVersion: z.string().nullish(),
  provider: z.string().nullish(),
  ip: z.string().nullish(),
  userAgent: z.string().nullish(),
  details: eventDetailsSchema.default({}),
})
export type EventFacts = z.infer<typeof eventFactsSchema>
export type EventFactsInput = z.input<typeof eventFactsSchema>

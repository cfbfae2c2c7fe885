import type { ChangeRecord } from '@/lib/evidence/change-record'

/** The headers of a delivery by their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>

/**
 * How a source proves itself. `hmac`: a keyed hash over the body's very bytes, in hex behind a prefix. `token`: the secret
 * itself in a header of its own. `authorization`: the secret as `Bearer SECRET`, or as the password of `Basic`.
 */
export type Signature =
  | { kind: 'hmac'; header: string; algorithm: 'sha1' | 'sha256' | 'sha512'; prefix: string }
  | { kind: 'token'; header: string }
  | { kind: 'authorization' }

/** A change as its source tells it. `commit` is whole, for a source that names no paths itself but told them with the push. */
export type ReportedChange = ChangeRecord & { commit: string | null }

/** Where the fields of a change stand in JSON of any shape, for the source that needs to be told. */
export type Mapping = Readonly<Partial<Record<string, string>>>

/** What a reader knows beside the delivery: the time that counts, and the mapping where one is set. */
export type Known = { now: Date; mapping: Mapping | null }

export type Example = { name: string; headers?: Headers; payload: unknown; mapping?: Mapping; /** None: a delivery that changes nothing that runs. */ changes: readonly Partial<ReportedChange>[] }

export type ChangeSource = {
  /** Equal to the file's name; the last part of the address. */
  id: string
  title: string
  /** What it tells, and what it does not. */
  about: string
  references: readonly string[]
  signature: Signature
  /** The events that are read, by the source's own names. */
  events: readonly string[]
  /** What to choose at the source. */
  setup: string
  /**
   * The changes of a delivery whose signature was right; none for one that changes nothing that runs. Pure. Throws ZodError
   * for a payload that is not what the source documents.
   */
  read: (payload: unknown, headers: Headers, known: Known) => readonly ReportedChange[]
  examples: readonly Example[]
  /** Payloads of an event that is read, but of the wrong shape. */
  rejects: readonly { headers?: Headers; payload: unknown }[]
}

/** Declares a source of changes: one file in lib/change-sources and a line in .env.example, nothing else to touch. */
export function defineChangeSource(source: ChangeSource): ChangeSource {
  return source
}

/** The environment variable of a source's secret: GITHUB_WEBHOOK_SECRET. */
export const secretVariable = (id: string) => `${id.replaceAll('-', '_').toUpperCase()}_WEBHOOK_SECRET`

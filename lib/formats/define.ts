import type { EventFactsInput } from '@/lib/evidence/event'
import type { Reason } from '@/lib/evidence/vocabulary'

/** A line as it arrives: text, with its JSON where it is an object. */
export type Line = { text: string; json: Readonly<Record<string, unknown>> | null }

/**
 * Whose words a format knows. `own`: those of the console's own records; `product`: words that one product alone writes; `library`: those of a library or framework
 * that many products use; `protocol`: those of a standard that many systems speak; `words`: plain words of any system. A
 * line goes to the narrowest reach that claims it and is not offered further.
 */
export const REACHES = ['own', 'product', 'library', 'protocol', 'words'] as const
export type Reach = (typeof REACHES)[number]

/** Reads a line that stands within another, one level deep: null where no format knows it. */
export type Inner = (value: string | object) => EventFactsInput | null

export type Format = {
  /** Equal to the file's name. */
  id: string
  reach: Reach
  title: string
  vendor: string
  /** What the format is, where its records come from and what they do not say. */
  about: string
  references: readonly string[]
  /** Cheap and exclusive: true for lines of this format and of no other of the same reach. Linear in the line's length. */
  recognise: (line: Line, inner: Inner) => boolean
  /** The facts of a recognised line. Never throws on hostile values: what cannot be read is left out. */
  read: (line: Line, inner: Inner) => EventFactsInput
  /** How a record begins and goes on that stands over several lines, as people copy it out of a viewer. `before`: the last line of it that is not empty. */
  spread?: { begins: (line: string) => boolean; goesOn: (line: string, before: string) => boolean }
  samples: readonly { name: string; raw: string | object; facts: Partial<EventFactsInput> }[]
  /** Near misses that must not be recognised. */
  rejects: readonly (string | object)[]
}

/** Declares a log format: one file in lib/formats, nothing else to touch. */
export function defineFormat(format: Format): Format {
  return format
}

/** A vendor's code with what it means here. */
export type Code = { reason: Reason; meaning: string }

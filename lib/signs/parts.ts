import type { AccountFacts, Evidence } from '@/lib/evidence/evidence'
import { eventDetailsSchema, type EventDetails } from '@/lib/evidence/event'
import { REASONS, type Reason } from '@/lib/evidence/vocabulary'
import { once, successes } from './look'

/** Parts of a case that may be empty, and how to see that they are not. */
const PARTS = {
  account: ({ account }: Evidence) => account !== null,
  factors: ({ account }: Evidence) => (account?.factors?.length ?? 0) > 0,
  /** By how many steps codes were off. */
  offsets: ({ account, events }: Evidence) => events.some(({ details }) => details.totpOffsetSteps !== undefined) || (account?.factors?.some(({ offsets }) => offsets.length > 0) ?? false),
  blocks: ({ blocks }: Evidence) => blocks.length > 0,
  events: ({ events }: Evidence) => events.length > 0,
  successes: (evidence: Evidence) => successes(evidence).length > 0,
  /** Lines that may be tries: three at least. */
  tries: ({ events, unrecognised }: Evidence) => events.length + unrecognised.length >= 3,
  agents: ({ events }: Evidence) => events.some(({ userAgent }) => Boolean(userAgent)),
  unrecognised: ({ unrecognised }: Evidence) => unrecognised.length > 0,
  logs: ({ events, unrecognised, logText }: Evidence) => events.length > 0 || unrecognised.length > 0 || logText !== '',
  changes: ({ changes }: Evidence) => changes.length > 0,
  config: ({ config }: Evidence) => config.length > 0,
  pattern: ({ pattern }: Evidence) => pattern !== null,
  traits: ({ pattern }: Evidence) => (pattern?.traits?.length ?? 0) > 0,
  /** How many are hit, counted or told. */
  people: ({ pattern, experience }: Evidence) => pattern !== null || experience.scope !== null,
  /** A rule or a code that a product gives. */
  rules: ({ events }: Evidence) => events.some(({ rule, code }) => Boolean(rule) || Boolean(code)),
  /** An e-mail address in words or lines. */
  addresses: ({ words, logText }: Evidence) => words.includes('@') || logText.includes('@'),
  /** A rule that a product gives. */
  rule: ({ events }: Evidence) => events.some(({ rule }) => Boolean(rule)),
  providers: ({ providers }: Evidence) => providers.length > 0,
  hosts: ({ events }: Evidence) => events.some(({ host }) => Boolean(host)),
  elsewhere: ({ elsewhere }: Evidence) => elsewhere.length > 0,
  sought: ({ accountSought }: Evidence) => accountSought,
  answers: ({ answers }: Evidence) => Object.keys(answers).length > 0,
  url: ({ experience }: Evidence) => experience.url !== null,
  status: ({ experience }: Evidence) => experience.statusCode !== null,
}

/** A part of a case, a field of the record, or what one of its log records must say: a detail of that name, or that reason. */
export type Part = keyof typeof PARTS | `account.${keyof AccountFacts}` | Occurring
export type Occurring = `detail.${keyof EventDetails}` | `reason.${Reason}`

export const isOccurring = (part: Part): part is Occurring => /^(detail|reason)\./.test(part)

/** Names are put together once and not for every record. */
const reasonParts = new Map(REASONS.map((reason) => [reason, `reason.${reason}` as const]))
const detailParts = new Map(Object.keys(eventDetailsSchema.shape).map((name) => [name, `detail.${name}` as Occurring])) // the schema's keys are those of EventDetails

/** What occurs in the records of a case: the names of all details, and all reasons. */
export const occurring = once(({ events }): ReadonlySet<Part> => {
  const parts = new Set<Part>()
  for (const event of events) {
    const reason = reasonParts.get(event.reason)
    if (reason) parts.add(reason)
    for (const name in event.details) {
      const detail = detailParts.get(name)
      if (detail) parts.add(detail)
    }
  }
  return parts
})

/** Whether a part is there. */
export function holderOf(part: Part): (evidence: Evidence) => boolean {
  if (Object.hasOwn(PARTS, part)) return PARTS[part as keyof typeof PARTS]
  if (isOccurring(part)) return (evidence) => occurring(evidence).has(part)
  const name = part.slice('account.'.length) as keyof AccountFacts // what is left of Part
  return ({ account }) => (account?.[name] ?? null) !== null
}

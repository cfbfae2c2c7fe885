import type { AccountFacts, Evidence } from '@/lib/evidence/evidence'
import type { EventDetails } from '@/lib/evidence/event'
import type { Reason } from '@/lib/evidence/vocabulary'
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
  answers: ({ answers }: Evidence) => Object.keys(answers).length > 0,
  url: ({ experience }: Evidence) => experience.url !== null,
  status: ({ experience }: Evidence) => experience.statusCode !== null,
}

/** What occurs in the records of a case: the names of all details, and all reasons. */
const occurring = once(({ events }) => {
  const [details, reasons] = [new Set<string>(), new Set<string>()]
  for (const event of events) {
    reasons.add(event.reason)
    for (const name in event.details) details.add(name)
  }
  return { details, reasons }
})

/** A part of a case, a field of the record, or what one of its log records must say: a detail of that name, or that reason. */
export type Part = keyof typeof PARTS | `account.${keyof AccountFacts}` | `detail.${keyof EventDetails}` | `reason.${Reason}`

/** Whether a part is there. */
export function holderOf(part: Part): (evidence: Evidence) => boolean {
  if (Object.hasOwn(PARTS, part)) return PARTS[part as keyof typeof PARTS]
  const [of, name = ''] = part.split('.')
  if (of === 'account') return ({ account }) => (account?.[name as keyof AccountFacts] ?? null) !== null
  if (of === 'detail') return (evidence) => occurring(evidence).details.has(name)
  return (evidence) => occurring(evidence).reasons.has(name)
}

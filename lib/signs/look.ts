import { rememberLast } from '@/lib/core/remember-last'
import type { Evidence } from '@/lib/evidence/evidence'

/** What signs share in looking at evidence. */
export type SeenEvent = Evidence['events'][number]

/** Reads something of the evidence once, however many signs ask for it: all of them look at one before any looks at the next. */
export const once: <T>(read: (evidence: Evidence) => T) => (evidence: Evidence) => T = rememberLast

/** The fields of the record, as it came. */
export const fieldsOf = once(({ account }): readonly (readonly [string, unknown])[] => (account ? Object.entries(account.raw) : []))

export const failures = once((evidence): readonly SeenEvent[] => evidence.events.filter(({ outcome }) => outcome === 'failure'))
export const successes = once((evidence): readonly SeenEvent[] => evidence.events.filter(({ outcome }) => outcome === 'success'))

/** The last failure that holds, with where it stands. */
export function lastFailure(evidence: Evidence, holds: (event: SeenEvent) => boolean): SeenEvent | null {
  return failures(evidence).findLast(holds) ?? null
}

export const logSource = (event: SeenEvent) => `logs[${event.line}]`

/** A failure longer ago than this before the last one belongs to another day's trouble. */
const EPISODE = 3 * 86_400_000

/** Failures of the present trouble whose source says why; those without a time count. */
export const explained = once((evidence): readonly SeenEvent[] => {
  const told = failures(evidence).filter(({ reason }) => reason !== 'unknown' && reason !== 'interrupt')
  const last = told.findLast(({ ms }) => ms !== null)?.ms ?? null
  return last === null ? told : told.filter(({ ms }) => ms === null || ms >= last - EPISODE)
})

/** The moment that counts as now: the report, or the last record. */
export function nowOf(evidence: Evidence): number | null {
  const last = evidence.events.at(-1)?.ms ?? null
  if (evidence.reportedAt === null) return last
  return last === null ? evidence.reportedAt : Math.max(last, evidence.reportedAt)
}

/** The first failure after the last success, or the first failure at all. */
export function onsetOf(evidence: Evidence): number | null {
  const good = successes(evidence).at(-1)?.ms ?? evidence.experience.lastWorkedAt ?? 0
  const after = failures(evidence).find(({ ms }) => ms !== null && ms > good)
  return after?.ms ?? failures(evidence)[0]?.ms ?? null
}

/** Share of the failures that hold, and how many there are. */
export function shareOf(events: readonly SeenEvent[], holds: (event: SeenEvent) => boolean): number {
  return events.length ? events.filter(holds).length / events.length : 0
}

/** "3 of 4 failures". */
export const counted = (part: number, whole: number, what = 'failures') => `${part} of ${whole} ${what}`

/** The greatest time that a Date can hold (ECMA-262, 21.4.1.1). */
const LAST_MS = 8.64e15
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** A time as people of any zone read it: "5 Oct, 09:01 UTC". Signs tell many, so it is put together by hand as Intl would in en-GB. */
export function clock(ms: number): string {
  if (!(Math.abs(ms) <= LAST_MS)) return 'a time out of range'
  const time = new Date(ms)
  return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]}, ${TWO_DIGITS[time.getUTCHours()]}:${TWO_DIGITS[time.getUTCMinutes()]} UTC`
}

export const DAY = 86_400_000
